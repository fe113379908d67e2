package treecast.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packed tile of the left factor, of up to six rows: row by row, or column by column if the factor
 * is given as its transpose, so that elements that are adjacent in memory stay adjacent.
 */
final class VectorTile {
  /** Maximum number of rows. */
  static final int ROWS = 6;

  /**
   * Distance between packed rows: the maximum number of inner indices, and not a multiple of a
   * page.
   */
  static final int LONGEST = VectorProductPacked.INNER_BLOCK + 8;

  /** Distance between packed columns. */
  private static final int COLUMN = 8;

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Number of neighbouring elements that whole vectors read to copy those of six rows. */
  private static final int READ = Math.max(COLUMN, LANES);

  private final double[] values = new double[COLUMN * LONGEST];

  /** Packed elements. */
  double[] elements() {
    return values;
  }

  /**
   * Number of the remaining rows that a tile takes; 8 and 7 rows become two tiles of about equal
   * height.
   */
  static int height(int left) {
    return left == 7 || left == 8 ? 4 : Math.min(ROWS, left);
  }

  /** Packs {@code length} columns from {@code k} of {@code rows} rows from {@code i}. */
  void packRows(Matrix a, int i, int rows, int k, int length) {
    for (int r = 0; r < ROWS; r++) {
      int row = a.row(i + Math.min(r, rows - 1)) + k;
      System.arraycopy(a.values(), row, values, r * LONGEST, length);
    }
  }

  /** Packs columns of a's transpose. */
  void packColumns(Matrix a, int i, int rows, int k, int length) {
    double[] from = a.values();
    int at = a.row(k) + i;
    int step = a.columns();
    if (rows == ROWS && at + (length - 1) * step + READ <= from.length) {
      copyVectors(from, at, step, length);
      return;
    }
    for (int l = 0; l < length; l++) {
      for (int r = 0; r < ROWS; r++) {
        values[l * COLUMN + r] = from[at + l * step + Math.min(r, rows - 1)];
      }
    }
  }

  /** Copies whole vectors; the last one may copy elements behind the sixth as well. */
  private void copyVectors(double[] from, int at, int step, int length) {
    double[] to = values;
    for (int l = 0, row = at; l < length; l++, row += step) {
      for (int r = 0; r < ROWS; r += LANES) {
        DoubleVector.fromArray(SPECIES, from, row + r).intoArray(to, l * COLUMN + r);
      }
    }
  }
}
