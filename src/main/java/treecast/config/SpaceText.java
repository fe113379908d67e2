package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import treecast.search.Choice;
import treecast.search.Dimension;
import treecast.search.Interval;
import treecast.search.SearchSpace;

/** Text of a search space in HOCON. */
public final class SpaceText {
  private SpaceText() {}

  /** Configuration from which {@link SpaceSettings} reads the same space. */
  public static Config of(SearchSpace space) {
    Config config = ConfigFactory.empty();
    for (Dimension dimension : space.dimensions()) {
      String at = SpaceSettings.KEY + "." + dimension.path();
      config = ConfigFactory.parseString(at + " = " + text(dimension)).withFallback(config);
    }
    return config;
  }

  private static String text(Dimension dimension) {
    String when =
        dimension
            .condition()
            .map(c -> ", when { %s = [%s] }".formatted(c.path(), String.join(", ", c.values())))
            .orElse("");
    if (dimension.range() instanceof Interval i) {
      String kind = i.whole() ? "integer" : "uniform";
      return "{ %s%s = [%s, %s]%s }"
          .formatted(
              i.logarithmic() ? "log-" : "", kind, number(i, i.from()), number(i, i.to()), when);
    }
    return "{ choice = [%s]%s }"
        .formatted(String.join(", ", ((Choice) dimension.range()).values()), when);
  }

  private static String number(Interval range, double value) {
    return range.whole() ? Long.toString((long) value) : Double.toString(value);
  }
}
