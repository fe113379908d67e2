package treecast.nn;

import treecast.linalg.Matrix;

/**
 * What a layer's activations look like: the numbers behind the chapter's histograms of vanishing
 * and of well spread activations.
 *
 * @param mean their mean
 * @param deviation their standard deviation, of the population
 * @param low share below 0.05, where a sigmoid has almost no gradient
 * @param high share above 0.95, where it has none either
 * @param zero share that is exactly 0: the dead units of a ReLU
 * @param histogram how many lie in each of equal bins; what lies outside of all is not counted
 */
public record ActivationStatistics(
    double mean, double deviation, double low, double high, double zero, int[] histogram) {
  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  /**
   * Looks at a layer's output.
   *
   * @param y one or more activations
   * @param bins number of bins
   * @param from where the first bin begins
   * @param to where the last bin ends; all bins are open on the right except it
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
        // The quotient is rounded; the edges decide.
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
