package treecast.data;

import java.util.Arrays;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;

/**
 * Rows whose features are scaled when a minibatch is drawn, so that bytes are kept as bytes.
 *
 * @param rows the unscaled rows
 */
public record ScaledRows(Rows rows, Scaling scaling) implements Rows {
  /** Number of rows that are read from a disk at once. */
  private static final int AT_ONCE = 32;

  @Override
  public int features() {
    return rows.features();
  }

  @Override
  public void gather(int[] wanted, Matrix x) {
    if (x.precision() == Precision.DOUBLE) {
      rows.gather(wanted, x);
      scaling.apply(x);
      return;
    }
    // Scaled in double, and rounded once: the difference to the mean may be small beside both.
    int most = rows instanceof StoredRows ? Math.max(1, Math.min(x.rows(), AT_ONCE)) : 1;
    double[] values = new double[most * x.columns()];
    for (int i = 0; i < x.rows(); i += most) {
      int some = Math.min(most, x.rows() - i);
      Matrix part = new Matrix(values, 0, some, x.columns());
      rows.gather(Arrays.copyOfRange(wanted, i, i + some), part);
      scaling.apply(part);
      x.array().put(x.row(i), values, 0, part.size());
    }
  }

  @Override
  public ScaledRows first(int max) {
    return new ScaledRows(rows.first(max), scaling);
  }
}
