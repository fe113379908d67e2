package treecast.data;

import treecast.linalg.Matrix;
import treecast.linalg.Precision;

/**
 * Rows whose features are scaled when a minibatch is drawn, so that bytes are kept as bytes.
 *
 * @param rows the unscaled rows
 */
public record ScaledRows(Rows rows, Scaling scaling) implements Rows {
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
    Matrix row = Matrix.zeros(1, x.columns());
    for (int i = 0; i < x.rows(); i++) {
      rows.gather(new int[] {wanted[i]}, row);
      scaling.apply(row);
      x.array().put(x.row(i), row.values(), 0, x.columns());
    }
  }

  @Override
  public ScaledRows first(int max) {
    return new ScaledRows(rows.first(max), scaling);
  }
}
