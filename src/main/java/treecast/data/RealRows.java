package treecast.data;

import java.util.Arrays;
import treecast.linalg.Matrix;

/**
 * Rows of real numbers, seen by a network as they are.
 *
 * @param features numbers of a row
 * @param values the rows, one behind the other
 */
public record RealRows(int features, double[] values) implements Rows {
  @Override
  public void gather(int[] rows, Matrix x) {
    for (int i = 0; i < x.rows(); i++) {
      System.arraycopy(values, rows[i] * features, x.values(), x.row(i), features);
    }
  }

  @Override
  public RealRows first(int rows) {
    return new RealRows(features, Arrays.copyOf(values, rows * features));
  }
}
