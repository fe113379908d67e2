package treecast.linalg;

/**
 * The product for processors with 16 vector registers: blocks of six rows by two vectors, twelve
 * running sums, from copies of both factors in the order in which the blocks read them.
 *
 * <p>A stretch of the right factor is packed into panels that the second-level cache holds, then
 * one tile after the other of the left factor into the first-level cache, and multiplied by all
 * panels. The copies belong to a thread and are used again; they are 450 kB with vectors of four
 * doubles, whatever the size of the matrices.
 */
final class VectorProductPacked {
  /** Most inner indices that are packed at once: a tile and a panel of 25 kB each. */
  static final int STRETCH = 400;

  private final VectorPanels panels = new VectorPanels();
  private final VectorTile tile = new VectorTile();

  /**
   * c += a b.
   *
   * @param left whether a is given by its transpose
   * @param right whether b is
   */
  void add(Matrix a, boolean left, Matrix b, boolean right, Matrix c) {
    int inner = right ? b.columns() : b.rows();
    int length = ceilDiv(inner, Math.max(1, ceilDiv(inner, STRETCH)));
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
        addTiles(a, left, k, count, c);
      }
    }
  }

  /** Columns to pack of those that are left: never less than a vector, now or later. */
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

  private void addTiles(Matrix a, boolean left, int k, int count, Matrix c) {
    int rows;
    for (int i = 0; i < c.rows(); i += rows) {
      rows = VectorTile.height(c.rows() - i);
      if (left) {
        tile.packColumns(a, i, rows, k, count);
        multiplyColumns(count, c, i, rows);
      } else {
        tile.packRows(a, i, rows, k, count);
        multiplyRows(count, c, i, rows);
      }
    }
  }

  private void multiplyRows(int count, Matrix c, int i, int rows) {
    double[] a = tile.values();
    for (int panel = 0; panel < panels.count(); panel++) {
      double[] b = panels.panel(panel);
      int j = panels.first(panel);
      if (panels.isSingle(panel)) {
        VectorBlock6x2Rows.add6x1(a, b, count, c, i, rows, j);
      } else if (rows > 4) {
        VectorBlock6x2Rows.add6x2(a, b, count, c, i, rows, j, panels.last(panel));
      } else {
        VectorBlock6x2Rows.add4x2(a, b, count, c, i, rows, j, panels.last(panel));
      }
    }
  }

  private void multiplyColumns(int count, Matrix c, int i, int rows) {
    double[] a = tile.values();
    for (int panel = 0; panel < panels.count(); panel++) {
      double[] b = panels.panel(panel);
      int j = panels.first(panel);
      if (panels.isSingle(panel)) {
        VectorBlock6x2Columns.add6x1(a, b, count, c, i, rows, j);
      } else if (rows > 4) {
        VectorBlock6x2Columns.add6x2(a, b, count, c, i, rows, j, panels.last(panel));
      } else {
        VectorBlock6x2Columns.add4x2(a, b, count, c, i, rows, j, panels.last(panel));
      }
    }
  }
}
