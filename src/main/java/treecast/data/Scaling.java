package treecast.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import treecast.linalg.Matrix;

/**
 * What a network sees of each feature: (x - shift) / scale. Fitted on training rows, it belongs to
 * the model. Values outside the range of the training rows are not clipped.
 *
 * @param shift what is subtracted from each feature
 * @param scale what it is divided by, above 0; both empty where features stay as they are
 */
public record Scaling(double[] shift, double[] scale) implements Serializable {
  /** Features stay as they are. */
  public static final Scaling NONE = new Scaling(new double[0], new double[0]);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a feature could not be scaled
   */
  public Scaling {
    if (shift.length != scale.length
        || !IntStream.range(0, shift.length).allMatch(j -> usable(shift[j], scale[j]))) {
      throw new IllegalArgumentException(
          "expected a finite shift and a scale above 0 for each feature");
    }
  }

  /** Whether values can be scaled so: a scale below the normal numbers would scale to infinity. */
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
        && Arrays.equals(scale, that.scale);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shift) + Arrays.hashCode(scale);
  }

  /** Scales every row of a matrix in place. */
  public void apply(Matrix x) {
    double[] values = x.values();
    for (int i = 0; i < x.rows(); i++) {
      int row = x.row(i);
      for (int j = 0; j < shift.length; j++) {
        values[row + j] = (values[row + j] - shift[j]) / scale[j];
      }
    }
  }

  /** The features as they were before they were scaled. */
  public double[] undo(double[] scaled) {
    double[] features = scaled.clone();
    for (int j = 0; j < shift.length; j++) {
      features[j] = scaled[j] * scale[j] + shift[j];
    }
    return features;
  }
}
