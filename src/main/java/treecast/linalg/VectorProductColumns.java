package treecast.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix multiplication with a left factor given as its transpose, for processors with 32 vector
 * registers: blocks of eight rows by three vectors, from a copy of the right factor.
 *
 * <p>A range of inner indices of the right factor is packed into planes, each of one vector for
 * each inner index, which fit the second-level cache. Then eight rows of c after the other are
 * computed from all planes: what they need of the left factor, a strip of the transpose eight
 * columns wide, is read from memory once and then from the first-level cache.
 */
final class VectorProductColumns {
  /** Maximum number of planes packed at once: 410 kB of vectors of eight doubles. */
  static final int PLANES = 16;

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Maximum number of inner indices packed at once. */
  private static final int INNER_BLOCK = 400;

  /** Number of rows of a block. */
  private static final int ROWS = 8;

  /** Minimum number of rows that share a copy of the right factor. */
  private static final int MANY_ROWS = 64;

  /** Minimum number of elements of the left factor for which the copy is faster. */
  private static final int LARGE = 2048;

  private VectorProductColumns() {}

  /** Whether this is faster than factors in place. */
  static boolean suits(Matrix a, Matrix c) {
    return SPECIES.vectorBitSize() >= 512
        && c.rows() >= MANY_ROWS
        && c.columns() >= LANES
        && a.size() >= LARGE;
  }

  /**
   * c = initial + aᵀ b.
   *
   * @param initial c itself, or one row
   * @param planes room for copies, {@link #PLANES} arrays that grow as needed
   */
  static void multiply(Matrix a, Matrix b, Matrix initial, Matrix c, double[][] planes) {
    int blocks = Math.max(1, ceilDiv(b.rows(), INNER_BLOCK));
    int length = ceilDiv(b.rows(), blocks);
    int end;
    for (int from = 0; from < c.columns(); from = end) {
      end = from + width(c.columns() - from);
      for (int k = 0; k < b.rows(); k += length) {
        int count = Math.min(length, b.rows() - k);
        VectorRankUpdate update =
            VectorRankUpdate.of(a, 1, a.columns(), b, k, count, k == 0 ? initial : c, c);
        pack(b, k, count, from, end, planes);
        for (int i = 0; i + ROWS <= c.rows(); i += ROWS) {
          addRows(update, i, planes, from, end);
        }
      }
    }
    VectorProductInPlace.multiply(a, 1, a.columns(), b, initial, c, c.rows() / ROWS * ROWS);
  }

  /** Number of columns to pack of the remaining ones, at least a vector or none of which remain. */
  private static int width(int left) {
    int max = PLANES * LANES;
    if (left <= max) {
      return left;
    }
    return left < 2 * max ? ceilDiv(left, 2 * LANES) * LANES : max;
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** Number of planes for a range of columns: at least two, which may hold the same columns. */
  private static int planes(int from, int end) {
    return Math.max(2, ceilDiv(end - from, LANES));
  }

  private static void pack(Matrix b, int k, int count, int from, int end, double[][] planes) {
    for (int plane = 0; plane < planes(from, end); plane++) {
      if (planes[plane].length < count * LANES) {
        planes[plane] = new double[count * LANES];
      }
      int column = Math.min(from + plane * LANES, end - LANES);
      copy(b.values(), b.row(k) + column, b.columns(), count, planes[plane]);
    }
  }

  private static void copy(double[] from, int at, int step, int count, double[] to) {
    for (int k = 0; k < count; k++, at += step) {
      DoubleVector.fromArray(SPECIES, from, at).intoArray(to, k * LANES);
    }
  }

  /** Updates eight rows of c from {@code i} on. */
  private static void addRows(
      VectorRankUpdate update, int i, double[][] planes, int from, int end) {
    int left = planes(from, end);
    for (int plane = 0; left > 0; ) {
      double[] b0 = planes[plane];
      double[] b1 = planes[plane + 1];
      int j = Math.min(from + plane * LANES, end - LANES);
      if (left == 3 || left > 4) {
        int last = Math.min(j + 2 * LANES, end - LANES);
        VectorBlock8x3Columns.add(update, b0, b1, planes[plane + 2], i, j, last);
        plane += 3;
        left -= 3;
      } else {
        int last = Math.min(j + LANES, end - LANES);
        VectorBlock8x2Columns.add(update, b0, b1, i, j, last);
        plane += 2;
        left -= 2;
      }
    }
  }
}
