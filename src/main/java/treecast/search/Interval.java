package treecast.search;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Interval of numbers: uniform or log-uniform, of real or whole numbers.
 *
 * @param from the smallest number
 * @param to the largest number
 * @param logarithmic whether the distribution is log-uniform
 * @param whole whether only whole numbers belong to it, including both ends
 */
public record Interval(double from, double to, boolean logarithmic, boolean whole)
    implements Range {
  private static final double MAX_WHOLE = 1L << 53;

  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException if they are not ascending, not whole for whole numbers, or not
   *     positive for a logarithmic scale
   */
  public Interval {
    if (!(from < to || (whole && from == to)) || !Double.isFinite(to - from)) {
      throw new IllegalArgumentException(
          "expected a first number below the second, found %s and %s".formatted(from, to));
    }
    if (logarithmic && from <= 0) {
      throw new IllegalArgumentException(
          "expected numbers above 0 on a logarithmic scale, found " + from);
    }
    if (whole && !(isWhole(from) && isWhole(to))) {
      throw new IllegalArgumentException(
          "expected whole numbers, found %s and %s".formatted(from, to));
    }
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) < MAX_WHOLE;
  }

  @Override
  public String decode(double position) {
    double value = position <= 0 ? from : position >= 1 ? to : between(position);
    return whole ? Long.toString((long) Math.floor(value)) : Double.toString(value);
  }

  private double between(double position) {
    double first = scale(from);
    double there = first + position * (scale(top()) - first);
    return Math.max(from, Math.min(to, logarithmic ? StrictMath.exp(there) : there));
  }

  @Override
  public double encode(String value) {
    try {
      double number = Double.parseDouble(value);
      if (!(number >= from && number <= to) || (whole && !isWhole(number))) {
        return Double.NaN;
      }
      double first = scale(from);
      double middle = whole ? (scale(number) + scale(number + 1)) / 2 : scale(number);
      return (middle - first) / (scale(top()) - first);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  @Override
  public List<String> grid(int max) {
    int last = (int) Math.min(max - 1.0, whole ? to - from : Double.MAX_VALUE);
    return IntStream.rangeClosed(0, last)
        .mapToObj(i -> last == 0 ? decode(0.5) : decode((double) i / last))
        .distinct()
        .toList();
  }

  /** Part of the interval between two positions from 0 to 1, the first below the second. */
  public Interval between(double fromPlace, double toPlace) {
    double min = Double.parseDouble(decode(Math.max(0, fromPlace)));
    double max = Double.parseDouble(decode(Math.min(1, toPlace)));
    return new Interval(min, max, logarithmic, whole);
  }

  /** Upper end; for whole numbers, one above the last number. */
  private double top() {
    return whole ? to + 1 : to;
  }

  private double scale(double value) {
    return logarithmic ? StrictMath.log(value) : value;
  }

  @Override
  public String describe() {
    return whole
        ? "%d to %d".formatted((long) from, (long) to)
        : "%.3g to %.3g".formatted(from, to);
  }
}
