package treecast.score;

import java.io.Serializable;
import java.util.List;

/**
 * Calibration: whether predictions of a probability are right that often. Rows are grouped by the
 * probability of their predicted class into {@value #BINS} bins of the same width.
 *
 * @param bins the bins, by ascending probability; bin i holds the probabilities above i / 15, up to
 *     and including (i + 1) / 15, and the first one 0 as well
 */
public record Calibration(List<Bin> bins) implements Serializable {
  /** Number of bins. */
  public static final int BINS = 15;

  private static final double WIDTH = 1.0 / BINS;

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Bin of rows.
   *
   * @param rows number of rows
   * @param correct number of rows whose predicted class is their class
   * @param probabilitySum sum of the probabilities of the predicted classes
   */
  public record Bin(long rows, long correct, double probabilitySum) implements Serializable {
    /** Mean probability of the predicted classes; NaN if there are no rows. */
    public double confidence() {
      return probabilitySum / rows;
    }

    /** Fraction of rows that are classified correctly; NaN if there are no rows. */
    public double accuracy() {
      return (double) correct / rows;
    }
  }

  /** Lower edge of a bin, or upper edge of the bin before. */
  public static double edge(int bin) {
    return bin * WIDTH;
  }

  /** Bin of a probability. */
  static int binOf(double probability) {
    int bin = 0;
    while (bin < BINS - 1 && probability > edge(bin + 1)) {
      bin++;
    }
    return bin;
  }

  /**
   * Expected calibration error: the mean over rows of the difference between the accuracy and the
   * confidence of the row's bin, 0 to 1; NaN if there are no rows.
   */
  public double expectedError() {
    double sum = 0;
    long rows = 0;
    for (Bin bin : bins) {
      rows += bin.rows;
      sum += bin.rows == 0 ? 0 : Math.abs(bin.correct - bin.probabilitySum);
    }
    return sum / rows;
  }
}
