package treecast.data;

import treecast.linalg.Matrix;

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
    rows.gather(wanted, x);
    scaling.apply(x);
  }

  @Override
  public ScaledRows first(int max) {
    return new ScaledRows(rows.first(max), scaling);
  }
}
