package treecast.data;

import java.util.Arrays;
import treecast.linalg.Matrix;

/**
 * Rows of real numbers, which are the inputs of a network as they are.
 *
 * @param features number of values in a row
 * @param values rows x features, row by row
 */
public record RealRows(int features, double[] values) implements Rows {
  @Override
  public void gather(int[] rows, Matrix x) {
    for (int i = 0; i < x.rows(); i++) {
      x.array().put(x.row(i), values, rows[i] * features, features);
    }
  }

  @Override
  public RealRows first(int rows) {
    return new RealRows(features, Arrays.copyOf(values, rows * features));
  }

  /** Copies a row of real numbers in memory. */
  static void copy(Rows rows, int index, double[] to) {
    if (rows instanceof FloatRows floats) {
      for (int j = 0; j < to.length; j++) {
        to[j] = floats.floats()[index * to.length + j];
      }
    } else {
      System.arraycopy(((RealRows) rows).values(), index * to.length, to, 0, to.length);
    }
  }

  /**
   * Values of rows of real numbers, row by row.
   *
   * @throws IllegalArgumentException if they are bytes or scaled
   */
  public static double[] valuesOf(Rows rows) {
    if (rows instanceof FloatRows floats) {
      return floats.doubles();
    }
    if (rows instanceof RealRows real) {
      return real.values();
    }
    throw new IllegalArgumentException("expected rows of real numbers, found " + rows.getClass());
  }
}
