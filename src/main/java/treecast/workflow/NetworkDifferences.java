package treecast.workflow;

import java.util.List;
import java.util.Map;
import treecast.config.NetworkText;
import treecast.nn.Architecture;

/** Differences between two networks, apart from their weights. */
final class NetworkDifferences {
  private NetworkDifferences() {}

  /** The differences in words. */
  static List<String> told(Architecture there, Architecture here) {
    return SettingDifferences.told(compared(there), compared(here));
  }

  /** What a network computes, apart from its weights; not how it was initialised and trained. */
  private static Map<String, String> compared(Architecture architecture) {
    Map<String, String> values =
        SettingDifferences.values(
            NetworkText.of(architecture)
                .withoutPath("network.init")
                .withoutPath("network.weightDecay")
                .withoutPath("network.objective"));
    values.computeIfPresent("network.kind", (key, kind) -> kind.replace("NetExtend", "Net"));
    values.put("the number of inputs", architecture.network().input().toString());
    values.put("the number of classes", String.valueOf(architecture.network().outputs()));
    return values;
  }
}
