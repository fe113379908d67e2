package treecast.linalg;

/**
 * Matrix multiplication with packed factors, for processors with 16 vector registers: blocks of six
 * rows by two vectors, which are twelve running sums, from copies of both factors in the order in
 * which the blocks read them.
 *
 * <p>A range of inner indices of the right factor is packed into panels that fit the second-level
 * cache; then one tile of the left factor after the other is packed into the first-level cache and
 * multiplied by all panels. The copies belong to a thread and are reused; they have 450 kB with
 * vectors of four doubles, for any size of the matrices.
 */
final class VectorProductPacked {
  /** Maximum number of inner indices packed at once: a tile and a panel of 25 kB each. */
  static final int INNER_BLOCK = 400;

  private final VectorPanels panels = new VectorPanels();
  private final VectorTile tile = new VectorTile();

  /**
   * c = initial + a b.
   *
   * @param left whether a is given as its transpose
   * @param right whether b is given as its transpose
   * @param initial c itself, or one row
   */
  void multiply(Matrix a, boolean left, Matrix b, boolean right, Matrix initial, Matrix c) {
    int inner = right ? b.columns() : b.rows();
    int length = ceilDiv(inner, Math.max(1, ceilDiv(inner, INNER_BLOCK)));
    int end;
    for (int from = 0; from < c.columns(); from = end) {
      end = from + width(c.columns() - from);
      for (int k = 0; k < inner; k += length) {
        int count = Math.min(length, inner - k);
        if (right) {
          panels.packTransposed(b, k, count, from, end);
        } else {
          panels.pack(b, k, count, from, end);
        }
        addTiles(a, left, k, count, k == 0 ? initial : c, c);
      }
    }
  }

  /**
   * Number of columns to pack of the remaining ones, chosen so that at least one vector remains or
   * nothing.
   */
  private static int width(int left) {
    int max = VectorPanels.MAX * VectorPanels.STEP;
    if (left <= max) {
      return left;
    }
    return left < 2 * max ? ceilDiv(left, 2 * VectorPanels.STEP) * VectorPanels.STEP : max;
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  private void addTiles(Matrix a, boolean left, int k, int count, Matrix initial, Matrix c) {
    int rows;
    for (int i = 0; i < c.rows(); i += rows) {
      rows = VectorTile.height(c.rows() - i);
      if (left) {
        tile.packColumns(a, i, rows, k, count);
        multiplyColumns(count, initial, c, i, rows);
      } else {
        tile.packRows(a, i, rows, k, count);
        multiplyRows(count, initial, c, i, rows);
      }
    }
  }

  private void multiplyRows(int count, Matrix initial, Matrix c, int i, int rows) {
    double[] a = tile.elements();
    for (int panel = 0; panel < panels.count(); panel++) {
      double[] b = panels.panel(panel);
      int j = panels.first(panel);
      if (panels.isSingle(panel)) {
        VectorBlock6x2Rows.add6x1(a, b, count, initial, c, i, rows, j);
      } else if (rows > 4) {
        VectorBlock6x2Rows.add6x2(a, b, count, initial, c, i, rows, j, panels.last(panel));
      } else {
        VectorBlock6x2Rows.add4x2(a, b, count, initial, c, i, rows, j, panels.last(panel));
      }
    }
  }

  private void multiplyColumns(int count, Matrix initial, Matrix c, int i, int rows) {
    double[] a = tile.elements();
    for (int panel = 0; panel < panels.count(); panel++) {
      double[] b = panels.panel(panel);
      int j = panels.first(panel);
      if (panels.isSingle(panel)) {
        VectorBlock6x2Columns.add6x1(a, b, count, initial, c, i, rows, j);
      } else if (rows > 4) {
        VectorBlock6x2Columns.add6x2(a, b, count, initial, c, i, rows, j, panels.last(panel));
      } else {
        VectorBlock6x2Columns.add4x2(a, b, count, initial, c, i, rows, j, panels.last(panel));
      }
    }
  }
}
