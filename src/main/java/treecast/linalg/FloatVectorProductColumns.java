package treecast.linalg;

import jdk.incubator.vector.FloatVector;
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
final class FloatVectorProductColumns {
  /** Maximum number of planes packed at once: 410 kB of vectors of sixteen floats. */
  static final int PLANES = 16;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Maximum number of inner indices packed at once. */
  private static final int INNER_BLOCK = 400;

  /** Number of rows of a block. */
  private static final int ROWS = 8;

  /** Minimum number of rows that share a copy of the right factor. */
  private static final int MANY_ROWS = 64;

  /** Minimum number of elements of the left factor for which the copy is faster. */
  private static final int LARGE = 8192;

  private FloatVectorProductColumns() {}

  /** Whether this is faster than factors in place. */
  static boolean suits(Matrix a, Matrix c) {
    return SPECIES.vectorBitSize() >= 512
        && c.rows() >= MANY_ROWS
        && c.columns() >= LANES
        && a.size() >= LARGE;
  }

  /**
   * c += aᵀ b.
   *
   * @param planes room for copies, {@link #PLANES} arrays that grow as needed
   */
  static void add(Matrix a, Matrix b, Matrix c, float[][] planes) {
    int blocks = Math.max(1, ceilDiv(b.rows(), INNER_BLOCK));
    int length = ceilDiv(b.rows(), blocks);
    int end;
    for (int from = 0; from < c.columns(); from = end) {
      end = from + width(c.columns() - from);
      for (int k = 0; k < b.rows(); k += length) {
        int count = Math.min(length, b.rows() - k);
        pack(b, k, count, from, end, planes);
        for (int i = 0; i + ROWS <= c.rows(); i += ROWS) {
          addRows(a, k, count, i, planes, c, from, end);
        }
      }
    }
    FloatVectorProductInPlace.add(a, 1, a.columns(), b, c, c.rows() / ROWS * ROWS);
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

  private static void pack(Matrix b, int k, int count, int from, int end, float[][] planes) {
    for (int plane = 0; plane < planes(from, end); plane++) {
      if (planes[plane].length < count * LANES) {
        planes[plane] = new float[count * LANES];
      }
      int column = Math.min(from + plane * LANES, end - LANES);
      copy(b.floats(), b.row(k) + column, b.columns(), count, planes[plane]);
    }
  }

  private static void copy(float[] from, int at, int step, int count, float[] to) {
    for (int k = 0; k < count; k++, at += step) {
      FloatVector.fromArray(SPECIES, from, at).intoArray(to, k * LANES);
    }
  }

  /** Adds to eight rows of c from {@code i} on. */
  private static void addRows(
      Matrix a, int k, int count, int i, float[][] planes, Matrix c, int from, int end) {
    int a0 = a.row(k) + i;
    int c0 = c.row(i);
    int step = a.columns();
    int left = planes(from, end);
    for (int plane = 0; left > 0; ) {
      float[] b0 = planes[plane];
      float[] b1 = planes[plane + 1];
      int j = Math.min(from + plane * LANES, end - LANES);
      if (left == 3 || left > 4) {
        int last = Math.min(j + 2 * LANES, end - LANES);
        float[] b2 = planes[plane + 2];
        FloatVectorBlock8x3Columns.add8x3(
            a.floats(), a0, step, b0, b1, b2, count, c.floats(), c0, c.columns(), j, last);
        plane += 3;
        left -= 3;
      } else {
        int last = Math.min(j + LANES, end - LANES);
        FloatVectorBlock8x3Columns.add8x2(
            a.floats(), a0, step, b0, b1, count, c.floats(), c0, c.columns(), j, last);
        plane += 2;
        left -= 2;
      }
    }
  }
}
