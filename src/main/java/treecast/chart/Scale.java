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

  /** Neither squares nor halves of larger or smaller ones are needed, but sums and differences. */
  private static final double LARGEST = 1e307;

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
        Arrays.stream(values).map(value -> along(axis, value)).filter(Double::isFinite).toArray();
    boolean begins = fixed(axis, axis.from());
    boolean ends = fixed(axis, axis.to());
    double low = begins ? along(axis, axis.from()) : Arrays.stream(places).min().orElse(0);
    double high = ends ? along(axis, axis.to()) : Arrays.stream(places).max().orElse(low + 1);
    double span = begins && ends ? Math.abs(high - low) : high - low;
    double most = Math.max(Math.abs(low), Math.abs(high));
    if (span > Math.max(ROUNDING * most, SMALLEST)) {
      double more = room ? ROOM * span : 0;
      return between(axis, begins ? low : low - more, ends ? high : high + more);
    }
    double half = axis.logarithmic() || most < SMALLEST ? 0.5 : most / 2;
    if (begins) {
      return between(axis, low, low + half);
    }
    return between(axis, ends ? high - half : low - half, ends ? high : high + half);
  }

  private static Scale between(Axis axis, double low, double high) {
    return new Scale(value(axis, low), value(axis, high), axis.logarithmic());
  }

  private static boolean fixed(Axis axis, double end) {
    return Double.isFinite(along(axis, end));
  }

  /** What is evenly spread along the axis: the value or its logarithm; not finite if neither. */
  private static double along(Axis axis, double value) {
    return axis.logarithmic() ? Math.log10(value) : clipped(value);
  }

  private static double value(Axis axis, double along) {
    return axis.logarithmic() ? Math.pow(10, Math.max(-307, Math.min(307, along))) : along;
  }

  private static double clipped(double value) {
    return Double.isInfinite(value) ? value : Math.max(-LARGEST, Math.min(LARGEST, value));
  }

  /** 0 at one end, 1 at the other, anything beyond; NaN for what cannot stand on the axis. */
  double place(double value) {
    if (logarithmic) {
      double low = Math.log10(from);
      double place = (Math.log10(value) - low) / (Math.log10(to) - low);
      return Double.isFinite(place) ? place : Double.NaN;
    }
    return Double.isFinite(value) ? (clipped(value) - from) / (to - from) : Double.NaN;
  }
}
