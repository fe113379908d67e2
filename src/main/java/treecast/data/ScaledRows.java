package treecast.data;

import treecast.linalg.Matrix;

/**
 * Rows whose features are scaled when they are drawn, so that bytes stay bytes.
 *
 * @param rows what is scaled
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
