package treecast.search;

import java.util.HashSet;
import java.util.List;

/**
 * One of several values that have no order.
 *
 * @param values as a configuration has them
 */
public record Choice(List<String> values) implements Range {
  /**
   * Checks that there is something to choose, and nothing twice.
   *
   * @throws IllegalArgumentException if not
   */
  public Choice {
    values = List.copyOf(values);
    if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException("expected different values, found " + values);
    }
  }

  @Override
  public String decode(double place) {
    return values.get(Math.min(values.size() - 1, (int) (place * values.size())));
  }

  @Override
  public double encode(String value) {
    int index = values.indexOf(value);
    return index < 0 ? Double.NaN : (index + 0.5) / values.size();
  }

  /** All of them, however many are wanted: none lies between others. */
  @Override
  public List<String> grid(int max) {
    return values;
  }

  @Override
  public String describe() {
    return String.join(", ", values);
  }
}
