package treecast.app;

import java.util.LinkedHashMap;
import java.util.Map;
import treecast.model.Average;

/**
 * How many networks are trained, and what of them is averaged.
 *
 * @param members 1 for a single network
 */
record EnsembleSettings(int members, Average average) {

  static EnsembleSettings read(Settings settings) {
    settings.section("ensemble");
    Map<String, Average> averages = new LinkedHashMap<>();
    for (Average average : Average.values()) {
      averages.put(average.key(), average);
    }
    return new EnsembleSettings(
        settings.integer("ensemble.members", 1, 10_000),
        settings.oneOf("ensemble.average", averages));
  }
}
