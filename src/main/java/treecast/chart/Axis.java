package treecast.chart;

/**
 * An axis.
 *
 * @param label what it measures, with its unit; may be empty
 * @param from where it begins, or NaN to begin where the values do
 * @param to where it ends, or NaN to end where the values do
 * @param logarithmic whether equal ratios are equal distances
 */
public record Axis(String label, double from, double to, boolean logarithmic) {

  /** One that spans the values. */
  public static Axis of(String label) {
    return new Axis(label, Double.NaN, Double.NaN, false);
  }

  /** One with fixed ends. */
  public static Axis of(String label, double from, double to) {
    return new Axis(label, from, to, false);
  }

  /** A logarithmic one that spans the values. */
  public static Axis logarithmic(String label) {
    return new Axis(label, Double.NaN, Double.NaN, true);
  }
}
