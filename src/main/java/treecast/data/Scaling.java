package treecast.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import treecast.linalg.Matrix;

/**
 * Feature scaling: (x - shift) / scale. It is fitted on the training rows and belongs to the model.
 * Values outside the range of the training rows are not clipped.
 *
 * @param shift value subtracted from each feature
 * @param scale divisor of each feature, above 0; both arrays are empty if features are not scaled
 * @param fill value that takes the place of a feature that is missing (not a number), before it is
 *     scaled; empty if none may be missing
 */
public record Scaling(double[] shift, double[] scale, double[] fill) implements Serializable {
  /** No scaling. */
  public static final Scaling NONE = new Scaling(new double[0], new double[0]);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a shift or a fill is not finite or a scale is not usable
   */
  public Scaling {
    if (shift.length != scale.length
        || (fill.length != 0 && fill.length != shift.length)
        || !IntStream.range(0, shift.length).allMatch(j -> usable(shift[j], scale[j]))
        || !Arrays.stream(fill).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "expected a finite shift and a scale above 0 for each feature");
    }
  }

  /** Scaling of features of which none is missing. */
  public Scaling(double[] shift, double[] scale) {
    this(shift, scale, new double[0]);
  }

  /** Whether a feature may be missing. */
  public boolean fills() {
    return fill.length > 0;
  }

  /** Whether shift and scale are usable: division by a subnormal scale could give infinity. */
  static boolean usable(double shift, double scale) {
    return Double.isFinite(shift) && scale >= Double.MIN_NORMAL && Double.isFinite(scale);
  }

  public boolean isNone() {
    return shift.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scaling that
        && Arrays.equals(shift, that.shift)
        && Arrays.equals(scale, that.scale)
        && Arrays.equals(fill, that.fill);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(shift) + Arrays.hashCode(scale)) + Arrays.hashCode(fill);
  }

  /** Fills and scales every row of a matrix in place. */
  public void apply(Matrix x) {
    fill(x);
    double[] values = x.values();
    for (int i = 0; i < x.rows(); i++) {
      int row = x.row(i);
      for (int j = 0; j < shift.length; j++) {
        values[row + j] = (values[row + j] - shift[j]) / scale[j];
      }
    }
  }

  /** Replaces missing features of every row of a matrix in place. */
  void fill(Matrix x) {
    for (int i = 0; i < x.rows() && fills(); i++) {
      int row = x.row(i);
      for (int j = 0; j < fill.length; j++) {
        if (Double.isNaN(x.values()[row + j])) {
          x.values()[row + j] = fill[j];
        }
      }
    }
  }

  /** Features before scaling: the inverse of the scaling. */
  public double[] undo(double[] scaled) {
    double[] features = scaled.clone();
    for (int j = 0; j < shift.length; j++) {
      features[j] = scaled[j] * scale[j] + shift[j];
    }
    return features;
  }
}
