package treecast.search;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Point of a search space: a value for each active setting.
 *
 * @param values values as text in HOCON, by the paths of the settings
 */
public record Point(SortedMap<String, String> values) implements Serializable {
  public Point {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Copy with one more value. */
  Point with(String path, String value) {
    SortedMap<String, String> more = new TreeMap<>(values);
    more.put(path, value);
    return new Point(more);
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map((Map.Entry<String, String> value) -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining(", "));
  }
}
