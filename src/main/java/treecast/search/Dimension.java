package treecast.search;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A setting that is searched.
 *
 * @param path its path in a configuration
 * @param range the values that it may take
 * @param condition where it is searched at all, if not everywhere
 */
public record Dimension(String path, Range range, Optional<Condition> condition) {

  /**
   * Only where another searched setting has one of these values.
   *
   * @param path that setting's
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

  /** One that is searched everywhere. */
  public static Dimension of(String path, Range range) {
    return new Dimension(path, range, Optional.empty());
  }

  /** The same setting with other values. */
  Dimension within(Range other) {
    return new Dimension(path, other, condition);
  }

  /** Whether it has a value where those that it depends on have theirs. */
  boolean active(Point point) {
    return condition.map(c -> c.holds(point)).orElse(true);
  }
}
