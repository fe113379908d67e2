package treecast.linalg;

import jdk.incubator.vector.DoubleVector;

/**
 * Matrix multiplication with a right factor given as its transpose, which is copied into panels:
 * for a range of inner indices, those of its elements that a block of c needs, side by side. Blocks
 * read a panel as they read a right factor in place.
 */
final class VectorProductPanels {
  private static final int LANES = DoubleVector.SPECIES_PREFERRED.length();

  /** Distance between rows of a panel: a constant, so the JIT removes range checks. */
  private static final int STEP = 4 * LANES;

  /** Maximum number of inner indices packed at once. */
  private static final int INNER_BLOCK = 128;

  private double[][] panels = new double[0][];

  /**
   * c = initial + a bᵀ.
   *
   * @param initial c itself, or one row
   */
  void multiply(Matrix a, Matrix b, Matrix initial, Matrix c) {
    int inner = b.columns();
    int blocks = Math.max(1, (inner + INNER_BLOCK - 1) / INNER_BLOCK);
    int length = (inner + blocks - 1) / blocks;
    for (int k = 0; k < inner; k += length) {
      int count = Math.min(length, inner - k);
      pack(b, k, count);
      for (int i = 0; i < c.rows(); i += VectorProductInPlace.ROW_BLOCK) {
        int end = Math.min(i + VectorProductInPlace.ROW_BLOCK, c.rows());
        multiplyRows(a, k, count, k == 0 ? initial : c, c, i, end);
      }
    }
  }

  private void multiplyRows(Matrix a, int k, int count, Matrix initial, Matrix c, int i, int end) {
    int width;
    int panel = 0;
    for (int j = 0; j < c.columns(); j += width) {
      width = VectorProductInPlace.width(c.columns() - j);
      VectorRankUpdate update =
          VectorRankUpdate.of(a, a.columns(), 1, k, panels[panel++], -j, STEP, count, initial, c);
      VectorProductInPlace.addColumns(update, i, end, j, width);
    }
  }

  /** Packs some columns of b, which are rows of panels. */
  private void pack(Matrix b, int k, int count) {
    int columns = b.rows();
    int needed = (columns + LANES - 1) / LANES;
    if (panels.length < needed) {
      panels = new double[needed][0];
    }
    int width;
    int panel = 0;
    for (int j = 0; j < columns; j += width) {
      width = VectorProductInPlace.width(columns - j);
      if (panels[panel].length < count * STEP) {
        panels[panel] = new double[INNER_BLOCK * STEP];
      }
      packRows(b, j, Math.min(width, columns - j), k, count, panels[panel++]);
    }
  }

  /** Copies rows of b, four at a time, to columns of a panel. */
  private static void packRows(Matrix b, int j, int rows, int k, int count, double[] to) {
    int at = 0;
    for (; at + 4 <= rows; at += 4) {
      packFour(b.values(), b.row(j + at) + k, b.columns(), count, to, at);
    }
    for (; at < rows; at++) {
      int row = b.row(j + at) + k;
      for (int l = 0; l < count; l++) {
        to[l * STEP + at] = b.values()[row + l];
      }
    }
  }

  private static void packFour(double[] b, int row0, int columns, int count, double[] to, int at) {
    int row1 = row0 + columns;
    int row2 = row1 + columns;
    int row3 = row2 + columns;
    for (int k = 0; k < count; k++) {
      to[k * STEP + at] = b[row0 + k];
      to[k * STEP + at + 1] = b[row1 + k];
      to[k * STEP + at + 2] = b[row2 + k];
      to[k * STEP + at + 3] = b[row3 + k];
    }
  }
}
