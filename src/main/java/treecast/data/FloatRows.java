package treecast.data;

import java.util.Arrays;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;

/**
 * Rows of real numbers that are exact in single precision, in which they take half the memory.
 *
 * @param features number of values in a row
 * @param floats rows x features, row by row
 */
public record FloatRows(int features, float[] floats) implements Rows {
  @Override
  public void gather(int[] rows, Matrix x) {
    if (x.precision() == Precision.SINGLE) {
      for (int i = 0; i < x.rows(); i++) {
        System.arraycopy(floats, rows[i] * features, x.array().floats(), x.row(i), features);
      }
      return;
    }
    double[] values = x.values();
    for (int i = 0; i < x.rows(); i++) {
      int from = rows[i] * features;
      int to = x.row(i);
      for (int j = 0; j < features; j++) {
        values[to + j] = floats[from + j];
      }
    }
  }

  @Override
  public FloatRows first(int rows) {
    return new FloatRows(features, Arrays.copyOf(floats, rows * features));
  }

  /** The same numbers as doubles. */
  double[] doubles() {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }
}
