package treecast.data;

import java.util.Arrays;
import java.util.BitSet;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;

/**
 * Scaling method of the features. It is fitted on the training rows by the driver alone, in the
 * order of the rows in their file, so the result does not depend on the number of partitions; the
 * number of shards matters only as far as it decides which rows are validation rows.
 */
public enum ScalingMethod {
  /** No scaling. */
  NONE("none"),
  /** Min-max scaling: the training rows get the range from 0 to 1. */
  UNIT("unit"),
  /** Standardisation: the training rows get the mean 0 and the standard deviation 1. */
  STANDARD("standard");

  /** Spread of rounding noise as a part of a feature's largest magnitude: some thousand units. */
  private static final double NOISE = 1e-12;

  private final String key;

  ScalingMethod(String key) {
    this.key = key;
  }

  /** Name of this method in a plan. */
  public String key() {
    return key;
  }

  /**
   * Fits the scaling to the training rows of a data set. A constant feature becomes 0, and so,
   * nearly, does one whose spread is only rounding noise of its values: it is shifted and keeps its
   * scale, as noise that got the spread of other features would be one.
   *
   * @param heldOut indices of training rows that are left out
   * @throws DataException if the data cannot be read or a feature's spread is not finite
   */
  public Scaling fit(DataSet data, BitSet heldOut) {
    double[] fill = FillValues.fit(data, heldOut);
    if (this == NONE) {
      return fill.length == 0 ? Scaling.NONE : filling(fill);
    }
    Scaling filling = filling(fill);
    Moments moments = new Moments(data.features(), heldOut);
    Workspace workspace = new Workspace();
    data.source()
        .pieces(
            Split.TRAIN,
            piece -> {
              Matrix x = piece.rows(0, piece.rows(), workspace.reuse()).x();
              filling.fill(x);
              moments.add(x);
            });
    double[] scale = this == UNIT ? moments.ranges() : moments.deviations();
    double[] shift = this == UNIT ? moments.min : moments.means;
    moments.flatten(scale);
    return checked(data, shift, scale, fill);
  }

  /** Scaling that fills and changes nothing else. */
  private static Scaling filling(double[] fill) {
    double[] one = new double[fill.length];
    Arrays.fill(one, 1);
    return new Scaling(new double[fill.length], one, fill);
  }

  private static Scaling checked(DataSet data, double[] shift, double[] scale, double[] fill) {
    for (int j = 0; j < scale.length; j++) {
      if (!Scaling.usable(shift[j], scale[j])) {
        throw new DataException(
            "%s: feature %d: expected training rows whose spread is a finite number, found %s"
                .formatted(data.source().name(), j + 1, scale[j]));
      }
    }
    return new Scaling(shift, scale, fill);
  }

  /**
   * Minimum, maximum, mean and sum of squared deviations of each feature, updated row by row
   * (Welford 1962).
   */
  private static final class Moments {
    private final double[] min;
    private final double[] largest;
    private final double[] means;
    private final double[] squares;
    private final BitSet heldOut;
    private int row;
    private long rows;

    Moments(int features, BitSet heldOut) {
      this.heldOut = heldOut;
      min = new double[features];
      largest = new double[features];
      means = new double[features];
      squares = new double[features];
      Arrays.fill(min, Double.POSITIVE_INFINITY);
      Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    }

    void add(Matrix x) {
      for (int i = 0; i < x.rows(); i++) {
        if (heldOut.get(row++)) {
          continue;
        }
        rows++;
        for (int j = 0; j < means.length; j++) {
          double value = x.get(i, j);
          double deviation = value - means[j];
          means[j] += deviation / rows;
          squares[j] += deviation * (value - means[j]);
          min[j] = Math.min(min[j], value);
          largest[j] = Math.max(largest[j], value);
        }
      }
    }

    /** Replaces the spread of features that are as good as constant by 1. */
    void flatten(double[] spread) {
      for (int j = 0; j < spread.length; j++) {
        double noise = NOISE * Math.max(Math.abs(min[j]), Math.abs(largest[j]));
        spread[j] = spread[j] < Math.max(Double.MIN_NORMAL, noise) ? 1 : spread[j];
      }
    }

    double[] ranges() {
      double[] ranges = new double[min.length];
      Arrays.setAll(ranges, j -> largest[j] - min[j]);
      return ranges;
    }

    double[] deviations() {
      double[] deviations = new double[means.length];
      Arrays.setAll(deviations, j -> Math.sqrt(squares[j] / rows));
      return deviations;
    }
  }
}
