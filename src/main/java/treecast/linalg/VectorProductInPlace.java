package treecast.linalg;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.DoubleVector;

/**
 * Matrix multiplication without packing of the factors.
 *
 * <p>Blocks of c, eight or four rows by three vectors, stay in registers while the inner index runs
 * over a range for which b's part fits the first-level cache. The last columns are computed by a
 * vector that may overlap its neighbour in the same block: both compute the same bits.
 */
final class VectorProductInPlace {
  private static final int LANES = DoubleVector.SPECIES_PREFERRED.length();

  /**
   * Maximum number of inner indices of a rank-k update: with three vectors of eight lanes, 24 kB of
   * b.
   */
  private static final int INNER_BLOCK = 128;

  /** Number of rows of a whose part fits the second-level cache. */
  private static final int ROW_BLOCK = 256;

  /**
   * Whether there are registers for blocks of eight rows: machines with vectors of 512 bits have
   * 32.
   */
  private static final boolean WIDE = DoubleVector.SPECIES_PREFERRED.vectorBitSize() >= 512;

  private VectorProductInPlace() {}

  /**
   * c += a b, as a sequence of rank-k updates of equal k, apart from rounding.
   *
   * @param rowStep distance between rows of a (or of its transpose)
   * @param step distance between its columns
   */
  static void add(Matrix a, int rowStep, int step, Matrix b, Matrix c) {
    add(a, rowStep, step, b, c, 0);
  }

  /** The same for the rows of c from {@code first} on. */
  static void add(Matrix a, int rowStep, int step, Matrix b, Matrix c, int first) {
    each(a, rowStep, step, b, c, first, (update, at, from, end) -> add(update, at, c, from, end));
  }

  /** The same as {@link #add}, for many times: what a product needs is made once. */
  static Runnable bound(Matrix a, int rowStep, int step, Matrix b, Matrix c) {
    List<Runnable> parts = new ArrayList<>();
    each(
        a,
        rowStep,
        step,
        b,
        c,
        0,
        (update, at, from, end) -> parts.add(() -> add(update, at, c, from, end)));
    Runnable[] all = parts.toArray(Runnable[]::new);
    return () -> {
      for (Runnable part : all) {
        part.run();
      }
    };
  }

  /** Rank-k update of some rows. */
  private interface Part {
    void add(VectorRankUpdate update, int a, int from, int end);
  }

  private static void each(
      Matrix a, int rowStep, int step, Matrix b, Matrix c, int first, Part part) {
    int blocks = Math.max(1, (b.rows() + INNER_BLOCK - 1) / INNER_BLOCK);
    int length = (b.rows() + blocks - 1) / blocks;
    for (int i = first; i < c.rows(); i += ROW_BLOCK) {
      int end = Math.min(i + ROW_BLOCK, c.rows());
      for (int k = 0; k < b.rows(); k += length) {
        int count = Math.min(length, b.rows() - k);
        part.add(
            new VectorRankUpdate(
                a.values(), rowStep, step, b.values(), b.row(k), b.columns(), count, c.values()),
            a.offset() + k * step,
            i,
            end);
      }
    }
  }

  /** Rank-k update of the rows {@code from} to {@code end} of c. */
  private static void add(VectorRankUpdate update, int a, Matrix c, int from, int end) {
    int vectors = (c.columns() + LANES - 1) / LANES;
    int width;
    for (int v = 0; v < vectors; v += width) {
      width = vectors - v > 4 ? 3 : vectors - v;
      int j = v * LANES;
      int last = Math.min(j + width * LANES, c.columns()) - LANES;
      int i = from;
      if (width < 4 && WIDE) {
        for (; i + 8 <= end; i += 8) {
          VectorBlock8x3.add(update, a + i * update.rowStep(), c.row(i), j, last);
        }
      }
      for (; i + 4 <= end; i += 4) {
        if (width == 4) {
          VectorBlock4x4.add(update, a + i * update.rowStep(), c.row(i), j, last);
        } else {
          VectorBlock4x3.add(update, a + i * update.rowStep(), c.row(i), j, last);
        }
      }
      for (; i < end; i++) {
        VectorBlock1x4.add(update, a + i * update.rowStep(), c.row(i), j, last);
      }
    }
  }
}
