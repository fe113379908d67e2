package treecast.search;

import java.util.HashSet;
import java.util.List;

/**
 * Choice (categorical range): one of several values without an order.
 *
 * @param values the values as text in HOCON
 */
public record Choice(List<String> values) implements Range {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if there are none or some are equal
   */
  public Choice {
    values = List.copyOf(values);
    if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException("expected different values, found " + values);
    }
  }

  @Override
  public String decode(double position) {
    return values.get(Math.min(values.size() - 1, (int) (position * values.size())));
  }

  @Override
  public double encode(String value) {
    int index = values.indexOf(value);
    return index < 0 ? Double.NaN : (index + 0.5) / values.size();
  }

  /** All values, for any {@code max}, as a choice has no order. */
  @Override
  public List<String> grid(int max) {
    return values;
  }

  @Override
  public String describe() {
    return String.join(", ", values);
  }
}
