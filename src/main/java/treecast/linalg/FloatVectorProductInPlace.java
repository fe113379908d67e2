package treecast.linalg;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Matrix multiplication without packing of the factors.
 *
 * <p>Blocks of c, eight or four rows by three vectors, stay in registers while the inner index runs
 * over a range for which b's part fits the first-level cache. The last columns are computed by a
 * vector that may overlap its neighbour in the same block: both compute the same bits.
 */
final class FloatVectorProductInPlace {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /**
   * Maximum number of inner indices of a rank-k update: with three vectors of eight lanes, 24 kB of
   * b.
   */
  private static final int INNER_BLOCK = 128;

  /** Number of rows of a whose part fits the second-level cache. */
  static final int ROW_BLOCK = 256;

  /**
   * Whether there are registers for blocks of eight rows: machines with vectors of 512 bits have
   * 32.
   */
  private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512;

  private FloatVectorProductInPlace() {}

  /**
   * c = initial + a b, as a sequence of rank-k updates of equal k, apart from rounding.
   *
   * @param rowStep distance between rows of a (or of its transpose)
   * @param step distance between its columns
   * @param initial c itself, or one row
   */
  static void multiply(Matrix a, int rowStep, int step, Matrix b, Matrix initial, Matrix c) {
    multiply(a, rowStep, step, b, initial, c, 0);
  }

  /** The same for the rows of c from {@code first} on. */
  static void multiply(
      Matrix a, int rowStep, int step, Matrix b, Matrix initial, Matrix c, int first) {
    each(a, rowStep, step, b, initial, c, first, FloatVectorProductInPlace::add);
  }

  /** The same as {@link #multiply}, for many times: what a product needs is made once. */
  static Runnable bound(Matrix a, int rowStep, int step, Matrix b, Matrix initial, Matrix c) {
    List<Runnable> parts = new ArrayList<>();
    each(
        a,
        rowStep,
        step,
        b,
        initial,
        c,
        0,
        (update, from, end) -> parts.add(() -> add(update, from, end)));
    Runnable[] all = parts.toArray(Runnable[]::new);
    return () -> {
      for (Runnable part : all) {
        part.run();
      }
    };
  }

  /** Rank-k update of some rows. */
  private interface Part {
    void add(FloatVectorRankUpdate update, int from, int end);
  }

  private static void each(
      Matrix a, int rowStep, int step, Matrix b, Matrix initial, Matrix c, int first, Part part) {
    int blocks = Math.max(1, (b.rows() + INNER_BLOCK - 1) / INNER_BLOCK);
    int length = (b.rows() + blocks - 1) / blocks;
    for (int i = first; i < c.rows(); i += ROW_BLOCK) {
      int end = Math.min(i + ROW_BLOCK, c.rows());
      for (int k = 0; k < b.rows(); k += length) {
        int count = Math.min(length, b.rows() - k);
        part.add(
            FloatVectorRankUpdate.of(a, rowStep, step, b, k, count, k == 0 ? initial : c, c),
            i,
            end);
      }
    }
  }

  /** Rank-k update of the rows {@code from} to {@code end} of c. */
  private static void add(FloatVectorRankUpdate update, int from, int end) {
    int width;
    for (int j = 0; j < update.columns(); j += width) {
      width = width(update.columns() - j);
      addColumns(update, from, end, j, width);
    }
  }

  /** Number of columns of the next blocks, if some columns are left. */
  static int width(int left) {
    int vectors = (left + LANES - 1) / LANES;
    return LANES * (vectors > 4 ? 3 : vectors);
  }

  /** Rank-k update of {@code width} columns from {@code j}, or as many as there are. */
  static void addColumns(FloatVectorRankUpdate update, int from, int end, int j, int width) {
    int last = Math.min(j + width, update.columns()) - LANES;
    int i = from;
    if (width < 4 * LANES && WIDE) {
      for (; i + 8 <= end; i += 8) {
        FloatVectorBlock8x3.add(update, i, j, last);
      }
    }
    for (; i + 4 <= end; i += 4) {
      if (width == 4 * LANES) {
        FloatVectorBlock4x4.add(update, i, j, last);
      } else {
        FloatVectorBlock4x3.add(update, i, j, last);
      }
    }
    for (; i < end; i++) {
      FloatVectorBlock1x4.add(update, i, j, last);
    }
  }
}
