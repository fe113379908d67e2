package treecast.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Number, minimum, maximum, mean and sum of squared deviations of the values of each feature,
 * updated row by row (Welford 1962). A value that is not a number does not count.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] counts;
  private final double[] means;
  private final double[] squares;
  private final double[] min;
  private final double[] max;

  /** Moments of no rows. */
  public Moments(int features) {
    counts = new double[features];
    means = new double[features];
    squares = new double[features];
    min = new double[features];
    max = new double[features];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /** Number of features. */
  public int features() {
    return means.length;
  }

  /**
   * Adds a row.
   *
   * @param values array that holds it
   * @param from index of its first feature
   */
  public void add(double[] values, int from) {
    for (int j = 0; j < means.length; j++) {
      double value = values[from + j];
      if (!Double.isNaN(value)) {
        counts[j]++;
        double deviation = value - means[j];
        means[j] += deviation / counts[j];
        squares[j] += deviation * (value - means[j]);
        min[j] = Math.min(min[j], value);
        max[j] = Math.max(max[j], value);
      }
    }
  }

  /** Takes over the moments of one feature of others. */
  public void copy(int to, Moments others, int from) {
    counts[to] = others.counts[from];
    means[to] = others.means[from];
    squares[to] = others.squares[from];
    min[to] = others.min[from];
    max[to] = others.max[from];
  }

  /**
   * Adds equal values of one feature that follow one another, as row by row.
   *
   * @param count number of values
   */
  public void addZeros(int feature, long count) {
    if (count > 0) {
      counts[feature] += count;
      min[feature] = Math.min(min[feature], 0);
      max[feature] = Math.max(max[feature], 0);
    }
  }

  /** Moments of these rows and of others behind them (Chan, Golub and LeVeque 1979). */
  public Moments join(Moments others) {
    Moments all = new Moments(features());
    for (int j = 0; j < means.length; j++) {
      if (counts[j] == 0 || others.counts[j] == 0) {
        all.copy(j, counts[j] == 0 ? others : this, j);
      } else {
        double count = counts[j] + others.counts[j];
        double deviation = others.means[j] - means[j];
        all.counts[j] = count;
        all.means[j] = means[j] + deviation * (others.counts[j] / count);
        all.squares[j] =
            squares[j]
                + others.squares[j]
                + deviation * deviation * (counts[j] * (others.counts[j] / count));
        all.min[j] = Math.min(min[j], others.min[j]);
        all.max[j] = Math.max(max[j], others.max[j]);
      }
    }
    return all;
  }

  /**
   * Moments of all blocks of rows along the canonical tree, in which each node is joined with the
   * one half the tree away.
   *
   * @param blocks one or more, in the order of the rows
   */
  public static Moments join(List<Moments> blocks) {
    Moments[] nodes = blocks.toArray(Moments[]::new);
    int count = nodes.length;
    for (int half = Integer.highestOneBit(Math.max(1, count - 1)); half >= 1; half /= 2) {
      for (int i = 0; i + half < count; i++) {
        nodes[i] = nodes[i].join(nodes[i + half]);
      }
      count = Math.min(count, half);
    }
    return nodes[0];
  }

  double mean(int feature) {
    return means[feature];
  }

  double min(int feature) {
    return min[feature];
  }

  double max(int feature) {
    return max[feature];
  }

  /** Mean of each feature; 0 where there is no value. */
  public double[] means() {
    return means.clone();
  }

  /** Minimum of each feature; infinity where there is no value. */
  public double[] minima() {
    return min.clone();
  }

  /** Maximum of each feature; negative infinity where there is no value. */
  public double[] maxima() {
    return max.clone();
  }

  /** Maximum minus minimum of each feature. */
  double[] ranges() {
    double[] ranges = new double[min.length];
    Arrays.setAll(ranges, j -> max[j] - min[j]);
    return ranges;
  }

  /** Standard deviation of each feature. */
  double[] deviations() {
    double[] deviations = new double[means.length];
    Arrays.setAll(deviations, j -> Math.sqrt(squares[j] / counts[j]));
    return deviations;
  }
}
