package treecast.search;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Dimension of a search space: a setting and its range.
 *
 * @param path path of the setting in a plan
 * @param range the values that it may have
 * @param condition condition under which it is searched, if any
 */
public record Dimension(String path, Range range, Optional<Condition> condition) {

  /**
   * Condition: another searched setting has one of these values.
   *
   * @param path path of the other setting
   */
  public record Condition(String path, List<String> values) implements Serializable {
    public Condition {
      values = List.copyOf(values);
    }

    boolean holds(Point point) {
      String value = point.values().get(path);
      return value != null && values.contains(value);
    }
  }

  /** Dimension without a condition. */
  public static Dimension of(String path, Range range) {
    return new Dimension(path, range, Optional.empty());
  }

  /** Copy with another range. */
  Dimension within(Range other) {
    return new Dimension(path, other, condition);
  }

  /** Whether the condition is met at a point. */
  boolean active(Point point) {
    return condition.map(c -> c.holds(point)).orElse(true);
  }
}
