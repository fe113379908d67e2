package treecast.nn;

import treecast.linalg.Matrix;

/**
 * Statistics of a layer's activations, which show vanishing and saturated activations ("Deep
 * Learning from Scratch", section 6.2).
 *
 * @param mean mean
 * @param deviation standard deviation of the population
 * @param low fraction below 0.05, where a sigmoid has almost no gradient
 * @param high fraction above 0.95, where a sigmoid has almost no gradient
 * @param zero fraction that is exactly 0: the inactive units of a ReLU
 * @param histogram counts in bins of equal width; values outside of all bins are not counted
 */
public record ActivationStatistics(
    double mean, double deviation, double low, double high, double zero, int[] histogram) {
  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  /**
   * Computes the statistics of a layer's output.
   *
   * @param y one or more activations
   * @param bins number of bins
   * @param from lower edge of the first bin
   * @param to upper edge of the last bin; bins include their lower edge, and the last one its upper
   *     edge as well
   */
  public static ActivationStatistics of(Matrix y, int bins, double from, double to) {
    double[] values = y.toArray();
    double sum = 0;
    int low = 0;
    int high = 0;
    int zero = 0;
    for (double value : values) {
      sum += value;
      low += value < LOW ? 1 : 0;
      high += value > HIGH ? 1 : 0;
      zero += value == 0 ? 1 : 0;
    }
    double count = values.length;
    double mean = sum / count;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new ActivationStatistics(
        mean,
        Math.sqrt(squares / count),
        low / count,
        high / count,
        zero / count,
        histogram(values, bins, from, to));
  }

  private static int[] histogram(double[] values, int bins, double from, double to) {
    int[] counts = new int[bins];
    double width = (to - from) / bins;
    for (double value : values) {
      if (value >= from && value <= to) {
        int bin = Math.min(bins - 1, (int) ((value - from) / width));
        // The quotient is rounded, so the bin is corrected by its edges.
        if (value < from + bin * width) {
          bin--;
        } else if (bin + 1 < bins && value >= from + (bin + 1) * width) {
          bin++;
        }
        counts[bin]++;
      }
    }
    return counts;
  }
}
