package treecast.chart;

import java.util.Arrays;

/**
 * Scale of an axis: maps values to positions from 0 to 1.
 *
 * @param from the value at position 0
 * @param to the value at position 1, which may be the smaller one
 * @param logarithmic whether the scale is logarithmic
 */
record Scale(double from, double to, boolean logarithmic) {
  /** Relative differences below this come from rounding. */
  private static final double ROUNDING = 1e-12;

  /** Limit of the values, so that sums and differences stay finite. */
  private static final double LARGEST = 1e307;

  private static final double LARGEST_POWER = 307;

  private static final double SMALLEST = 1e-305;

  /** Fraction of its length by which an axis extends beyond the values. */
  private static final double ROOM = 0.04;

  /**
   * Creates the scale of an axis.
   *
   * @param values the values that it spans if its ends are not fixed; values that it cannot show
   *     are ignored
   * @param room whether it extends a little beyond them
   */
  static Scale of(Axis axis, double[] values, boolean room) {
    double[] positions =
        Arrays.stream(values)
            .map(value -> along(axis.logarithmic(), value))
            .filter(Double::isFinite)
            .toArray();
    boolean begins = fixed(axis, axis.from());
    boolean ends = fixed(axis, axis.to());
    double low =
        begins ? along(axis.logarithmic(), axis.from()) : Arrays.stream(positions).min().orElse(0);
    double high =
        ends
            ? along(axis.logarithmic(), axis.to())
            : Arrays.stream(positions).max().orElse(low + 1);
    double span = begins && ends ? Math.abs(high - low) : high - low;
    double max = Math.max(Math.abs(low), Math.abs(high));
    double rounding = ROUNDING * (axis.logarithmic() ? Math.max(1, max) : max);
    if (span > Math.max(rounding, SMALLEST)) {
      double more = room ? ROOM * span : 0;
      return between(axis, begins ? low : low - more, ends ? high : high + more);
    }
    double half = axis.logarithmic() || max < SMALLEST ? 0.5 : max / 2;
    if (begins) {
      return between(axis, low, low + half);
    }
    return between(axis, ends ? high - half : low - half, ends ? high : high + half);
  }

  private static Scale between(Axis axis, double low, double high) {
    return axis.logarithmic()
        ? new Scale(power(low), power(high), true)
        : new Scale(low, high, false);
  }

  private static double power(double exponent) {
    return Math.pow(10, Math.max(-LARGEST_POWER, Math.min(LARGEST_POWER, exponent)));
  }

  private static boolean fixed(Axis axis, double end) {
    return Double.isFinite(along(axis.logarithmic(), end));
  }

  /** The value or its logarithm, which is linear along the axis; NaN if it is not finite. */
  private static double along(boolean logarithmic, double value) {
    double along = logarithmic ? Math.log10(value) : value;
    double max = logarithmic ? LARGEST_POWER : LARGEST;
    return Double.isFinite(along) ? Math.max(-max, Math.min(max, along)) : Double.NaN;
  }

  /**
   * Position of a value: 0 at the lower end, 1 at the upper end, outside of 0 to 1 beyond them; NaN
   * if the axis cannot show it.
   */
  double position(double value) {
    double low = along(logarithmic, from);
    return (along(logarithmic, value) - low) / (along(logarithmic, to) - low);
  }
}
