package treecast.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import treecast.linalg.RandomStream;

/**
 * Search space: all settings that are searched, with their ranges.
 *
 * @param dimensions sorted by their paths, except that settings with a condition follow those on
 *     which they depend
 */
public record SearchSpace(List<Dimension> dimensions) {
  private static final Point NOWHERE = new Point(new TreeMap<>());

  /**
   * Sorts and checks the settings.
   *
   * @throws IllegalArgumentException if there are none, or if one depends on a setting that is not
   *     searched or, directly or indirectly, on itself
   */
  public SearchSpace {
    if (dimensions.isEmpty()) {
      throw new IllegalArgumentException("expected a setting or more to search, found none");
    }
    dimensions = sorted(dimensions);
  }

  private static List<Dimension> sorted(List<Dimension> dimensions) {
    List<Dimension> left = new ArrayList<>(dimensions);
    left.sort(Comparator.comparing(Dimension::path));
    List<Dimension> sorted = new ArrayList<>();
    while (!left.isEmpty()) {
      Dimension next =
          left.stream()
              .filter(d -> d.condition().isEmpty() || has(sorted, d.condition().get()))
              .findFirst()
              .orElseThrow(() -> unreachable(left.get(0)));
      left.remove(next);
      sorted.add(next);
    }
    return List.copyOf(sorted);
  }

  private static boolean has(List<Dimension> sorted, Dimension.Condition condition) {
    return sorted.stream().anyMatch(d -> d.path().equals(condition.path()));
  }

  private static IllegalArgumentException unreachable(Dimension dimension) {
    Dimension.Condition condition = dimension.condition().orElseThrow();
    return new IllegalArgumentException(
        "%s.when: expected searched settings and values that they may have, found %s = %s"
            .formatted(
                dimension.path(), condition.path(), String.join(" or ", condition.values())));
  }

  /**
   * Checks that every condition can be met.
   *
   * @throws IllegalArgumentException if a condition's value is not in its setting's range
   */
  public void requireConditionsInside() {
    for (Dimension dimension : dimensions) {
      dimension
          .condition()
          .ifPresent(
              condition -> {
                Range range = dimension(condition.path()).orElseThrow().range();
                if (condition.values().stream().anyMatch(v -> Double.isNaN(range.encode(v)))) {
                  throw unreachable(dimension);
                }
              });
    }
  }

  /** Point at some positions from 0 to 1, one for each dimension. */
  public Point at(double... positions) {
    Point point = NOWHERE;
    for (int i = 0; i < positions.length; i++) {
      Dimension dimension = dimensions.get(i);
      if (dimension.active(point)) {
        point = point.with(dimension.path(), dimension.range().decode(positions[i]));
      }
    }
    return point;
  }

  /** Random point, by the first numbers of a stream. */
  public Point random(RandomStream stream) {
    double[] positions = new double[dimensions.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = stream.uniform(i);
    }
    return at(positions);
  }

  /** Positions of a point from 0 to 1, one for each dimension; NaN for settings without a value. */
  public double[] positions(Point point) {
    ToDoubleFunction<Dimension> position =
        dimension -> {
          String value = point.values().get(dimension.path());
          return value == null ? Double.NaN : dimension.range().encode(value);
        };
    return dimensions.stream().mapToDouble(position).toArray();
  }

  /** Whether a point has a value inside the range of each active setting, and no other values. */
  public boolean contains(Point point) {
    double[] positions = positions(point);
    for (int i = 0; i < positions.length; i++) {
      Dimension dimension = dimensions.get(i);
      boolean wanted = dimension.active(point);
      if (wanted == Double.isNaN(positions[i])
          || wanted != point.values().containsKey(dimension.path())) {
        return false;
      }
    }
    return dimensions.stream().map(Dimension::path).toList().containsAll(point.values().keySet());
  }

  /** Grid: a point for every combination of at most {@code max} values of each setting. */
  public List<Point> grid(int max) {
    return grid(max, Integer.MAX_VALUE);
  }

  /** Grid, or some of its points, more than {@code limit}, if there are more. */
  public List<Point> grid(int max, int limit) {
    List<Point> points = List.of(NOWHERE);
    for (Dimension dimension : dimensions) {
      List<String> values = dimension.range().grid(max);
      List<Point> longer = new ArrayList<>();
      for (Point point : points) {
        if (dimension.active(point)) {
          values.forEach(value -> longer.add(point.with(dimension.path(), value)));
        } else {
          longer.add(point);
        }
      }
      points = longer;
      // Every setting has at least one value, so the number only grows.
      if (points.size() > limit) {
        break;
      }
    }
    return points;
  }

  /** Upper bound of the number of points in such a grid; conditions may leave some out. */
  public double combinations(int max) {
    double combinations = 1;
    for (Dimension dimension : dimensions) {
      combinations *= dimension.range().grid(max).size();
    }
    return combinations;
  }

  /** Dimension with this path. */
  public Optional<Dimension> dimension(String path) {
    return dimensions.stream().filter(dimension -> dimension.path().equals(path)).findFirst();
  }

  /** Copy with a changed dimension in the place of each. */
  SearchSpace map(UnaryOperator<Dimension> change) {
    return new SearchSpace(dimensions.stream().map(change).toList());
  }

  /** One-line description. */
  public String describe() {
    return dimensions.stream()
        .map(dimension -> dimension.path() + " " + dimension.range().describe())
        .collect(Collectors.joining("; "));
  }
}
