package treecast.workflow;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Differences between the settings of two plans. */
final class SettingDifferences {
  /** Value of a setting that a plan does not have. */
  static final String NOTHING = "nothing";

  private SettingDifferences() {}

  /** Values of all settings by their paths, as texts. */
  static Map<String, String> values(Config config) {
    Map<String, String> values = new TreeMap<>();
    config
        .entrySet()
        .forEach(e -> values.put(e.getKey(), e.getValue().render(ConfigRenderOptions.concise())));
    return values;
  }

  /** Paths of the settings in which two plans differ, in their order. */
  static Set<String> paths(Map<String, String> there, Map<String, String> here) {
    Set<String> paths = new TreeSet<>(there.keySet());
    paths.addAll(here.keySet());
    paths.removeIf(
        path -> there.getOrDefault(path, NOTHING).equals(here.getOrDefault(path, NOTHING)));
    return paths;
  }

  /** The differences in words. */
  static List<String> told(Map<String, String> there, Map<String, String> here) {
    return paths(there, here).stream()
        .map(
            path ->
                "%s is %s there and %s here"
                    .formatted(
                        path, there.getOrDefault(path, NOTHING), here.getOrDefault(path, NOTHING)))
        .toList();
  }
}
