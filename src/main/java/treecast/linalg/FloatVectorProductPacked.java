package treecast.linalg;

/**
 * Matrix multiplication with packed factors, for processors with 16 vector registers: blocks of six
 * rows by two vectors, which are twelve running sums, from copies of both factors in the order in
 * which the blocks read them.
 *
 * <p>A range of inner indices of the right factor is packed into panels that fit the second-level
 * cache; then one tile of the left factor after the other is packed into the first-level cache and
 * multiplied by all panels. The copies belong to a thread and are reused; they have 450 kB with
 * vectors of eight floats, for any size of the matrices.
 */
final class FloatVectorProductPacked {
  /** Maximum number of inner indices packed at once: a tile and a panel of 25 kB each. */
  static final int INNER_BLOCK = 400;

  private final FloatVectorPanels panels = new FloatVectorPanels();
  private final FloatVectorTile tile = new FloatVectorTile();

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
    int max = FloatVectorPanels.MAX * FloatVectorPanels.STEP;
    if (left <= max) {
      return left;
    }
    return left < 2 * max
        ? ceilDiv(left, 2 * FloatVectorPanels.STEP) * FloatVectorPanels.STEP
        : max;
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  private void addTiles(Matrix a, boolean left, int k, int count, Matrix initial, Matrix c) {
    int rows;
    for (int i = 0; i < c.rows(); i += rows) {
      rows = FloatVectorTile.height(c.rows() - i);
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
    float[] a = tile.elements();
    for (int panel = 0; panel < panels.count(); panel++) {
      float[] b = panels.panel(panel);
      int j = panels.first(panel);
      if (panels.isSingle(panel)) {
        FloatVectorBlock6x2Rows.add6x1(a, b, count, initial, c, i, rows, j);
      } else if (rows > 4) {
        FloatVectorBlock6x2Rows.add6x2(a, b, count, initial, c, i, rows, j, panels.last(panel));
      } else {
        FloatVectorBlock6x2Rows.add4x2(a, b, count, initial, c, i, rows, j, panels.last(panel));
      }
    }
  }

  private void multiplyColumns(int count, Matrix initial, Matrix c, int i, int rows) {
    float[] a = tile.elements();
    for (int panel = 0; panel < panels.count(); panel++) {
      float[] b = panels.panel(panel);
      int j = panels.first(panel);
      if (panels.isSingle(panel)) {
        FloatVectorBlock6x2Columns.add6x1(a, b, count, initial, c, i, rows, j);
      } else if (rows > 4) {
        FloatVectorBlock6x2Columns.add6x2(a, b, count, initial, c, i, rows, j, panels.last(panel));
      } else {
        FloatVectorBlock6x2Columns.add4x2(a, b, count, initial, c, i, rows, j, panels.last(panel));
      }
    }
  }
}
