package treecast.chart;

/**
 * Axis of a panel.
 *
 * @param label the measured quantity with its unit; may be empty
 * @param from value at the lower end, or NaN for the minimum of the values
 * @param to value at the upper end, or NaN for the maximum of the values
 * @param logarithmic whether the scale is logarithmic
 */
public record Axis(String label, double from, double to, boolean logarithmic) {

  /** Linear axis that spans the values. */
  public static Axis of(String label) {
    return new Axis(label, Double.NaN, Double.NaN, false);
  }

  /** Linear axis with fixed ends. */
  public static Axis of(String label, double from, double to) {
    return new Axis(label, from, to, false);
  }

  /** Logarithmic axis that spans the values. */
  public static Axis logarithmic(String label) {
    return new Axis(label, Double.NaN, Double.NaN, true);
  }
}
