package treecast.chart;

import java.util.Arrays;

/**
 * Where values stand along an axis.
 *
 * @param from the value at place 0
 * @param to the value at place 1, which may be the smaller one
 * @param logarithmic whether equal ratios are equal distances
 */
record Scale(double from, double to, boolean logarithmic) {
  /** Differences that are smaller, in relation to the values, are rounding. */
  private static final double ROUNDING = 1e-12;

  /** Larger values stand where this one does, so that sums and differences stay finite. */
  private static final double LARGEST = 1e307;

  private static final double LARGEST_POWER = 307;

  private static final double SMALLEST = 1e-305;

  /** The share of its length that an axis goes beyond the values. */
  private static final double ROOM = 0.04;

  /**
   * The scale of an axis.
   *
   * @param values what it spans where its ends are not fixed; those that cannot stand on it do not
   *     count
   * @param room whether it goes a little beyond them
   */
  static Scale of(Axis axis, double[] values, boolean room) {
    double[] places =
        Arrays.stream(values)
            .map(value -> along(axis.logarithmic(), value))
            .filter(Double::isFinite)
            .toArray();
    boolean begins = fixed(axis, axis.from());
    boolean ends = fixed(axis, axis.to());
    double low =
        begins ? along(axis.logarithmic(), axis.from()) : Arrays.stream(places).min().orElse(0);
    double high =
        ends ? along(axis.logarithmic(), axis.to()) : Arrays.stream(places).max().orElse(low + 1);
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

  /** What is evenly spread along the axis: the value or its logarithm; NaN if it is not finite. */
  private static double along(boolean logarithmic, double value) {
    double along = logarithmic ? Math.log10(value) : value;
    double max = logarithmic ? LARGEST_POWER : LARGEST;
    return Double.isFinite(along) ? Math.max(-max, Math.min(max, along)) : Double.NaN;
  }

  /** 0 at one end, 1 at the other, anything beyond; NaN for what cannot stand on the axis. */
  double place(double value) {
    double low = along(logarithmic, from);
    return (along(logarithmic, value) - low) / (along(logarithmic, to) - low);
  }
}
