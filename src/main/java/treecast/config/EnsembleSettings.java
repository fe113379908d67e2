package treecast.config;

import treecast.model.Average;

/**
 * How many networks are trained, and what of them is averaged.
 *
 * @param members 1 for a single network
 */
public record EnsembleSettings(int members, Average average) {

  static EnsembleSettings read(Settings settings) {
    settings.section("ensemble");
    return new EnsembleSettings(
        settings.integer("ensemble.members", 1, 10_000),
        settings.oneOf("ensemble.average", Average.values(), Average::key));
  }
}
