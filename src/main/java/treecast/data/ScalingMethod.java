package treecast.data;

import java.util.Arrays;
import java.util.BitSet;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;

/**
 * Scaling method of the features. It is fitted on the training rows, in the order of the rows in
 * their files or block by block ({@link Moments#join}), so the result does not depend on the number
 * of partitions; the number of shards matters only as far as it decides which rows are validation
 * rows.
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
   * Fits the scaling to the training rows of a data set, which are read once more. A constant
   * feature becomes 0, and so, nearly, does one whose spread is only rounding noise of its values:
   * it is shifted and keeps its scale, as noise that got the spread of other features would be one.
   *
   * @param heldOut indices of training rows that are left out
   * @throws DataException if the data cannot be read or a feature's spread is not finite
   */
  public Scaling fit(DataSet data, BitSet heldOut) {
    double[] fill = new FillValues(data, heldOut).fit();
    Moments moments = new Moments(data.features());
    if (this != NONE) {
      Scaling filling = filling(fill);
      Workspace workspace = new Workspace();
      int[] row = {0};
      data.source()
          .pieces(
              Split.TRAIN,
              piece -> {
                Matrix x = piece.rows(0, piece.rows(), workspace.reuse()).x();
                filling.fill(x);
                for (int i = 0; i < x.rows(); i++) {
                  if (!heldOut.get(row[0]++)) {
                    moments.add(x.values(), x.row(i));
                  }
                }
              });
    }
    return of(data, new FeatureMoments(moments, fill));
  }

  /**
   * Scaling by the moments of the training rows.
   *
   * @throws DataException if a feature's spread is not finite
   */
  public Scaling of(DataSet data, FeatureMoments rows) {
    double[] fill = rows.fill();
    if (this == NONE) {
      return fill.length == 0 ? Scaling.NONE : filling(fill);
    }
    Moments moments = rows.moments();
    double[] scale = this == UNIT ? moments.ranges() : moments.deviations();
    double[] shift = this == UNIT ? moments.minima() : moments.means();
    flatten(scale, moments);
    return checked(data, shift, scale, fill);
  }

  /** Replaces the spread of features that are as good as constant by 1. */
  private static void flatten(double[] spread, Moments moments) {
    for (int j = 0; j < spread.length; j++) {
      double noise = NOISE * Math.max(Math.abs(moments.min(j)), Math.abs(moments.max(j)));
      spread[j] = spread[j] < Math.max(Double.MIN_NORMAL, noise) ? 1 : spread[j];
    }
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
}
