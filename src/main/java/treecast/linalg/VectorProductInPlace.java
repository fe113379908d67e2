package treecast.linalg;

import jdk.incubator.vector.DoubleVector;

/**
 * The product from both factors as they lie in memory.
 *
 * <p>Blocks of c, eight or four rows by three vectors, stay in registers while the inner index runs
 * over a stretch that keeps b's part in the first-level cache. Columns that fill no whole vector
 * are covered by one that overlaps its neighbour in the same block: both compute the same bits.
 */
final class VectorProductInPlace {
  private static final int LANES = DoubleVector.SPECIES_PREFERRED.length();

  /** Most inner indices of a stretch: with three vectors of eight lanes, 24 kB of b. */
  private static final int STRETCH = 128;

  /** Rows of a whose stretch stays in the second-level cache. */
  private static final int ROW_STRETCH = 256;

  /**
   * Whether there are registers for blocks of eight rows: 32, as machines with such vectors have.
   */
  private static final boolean WIDE = LANES == 8;

  private VectorProductInPlace() {}

  /**
   * c += a b, stretch by stretch; all stretches are equally long, but for rounding.
   *
   * @param rowStep distance between rows of a as the product sees them
   * @param step distance between its columns
   */
  static void add(Matrix a, int rowStep, int step, Matrix b, Matrix c) {
    int stretches = Math.max(1, (b.rows() + STRETCH - 1) / STRETCH);
    int length = (b.rows() + stretches - 1) / stretches;
    for (int i = 0; i < c.rows(); i += ROW_STRETCH) {
      int end = Math.min(i + ROW_STRETCH, c.rows());
      for (int k = 0; k < b.rows(); k += length) {
        int count = Math.min(length, b.rows() - k);
        add(
            new VectorStretch(
                a.values(), rowStep, step, b.values(), b.row(k), b.columns(), count, c.values()),
            a.offset() + k * step,
            c,
            i,
            end);
      }
    }
  }

  /** One stretch of the inner index for rows {@code from} to {@code end} of c. */
  private static void add(VectorStretch stretch, int a, Matrix c, int from, int end) {
    int vectors = (c.columns() + LANES - 1) / LANES;
    int width;
    for (int v = 0; v < vectors; v += width) {
      width = vectors - v > 4 ? 3 : vectors - v;
      int j = v * LANES;
      int last = Math.min(j + width * LANES, c.columns()) - LANES;
      int i = from;
      if (width < 4 && WIDE) {
        for (; i + 8 <= end; i += 8) {
          VectorBlock8x3.add(stretch, a + i * stretch.rowStep(), c.row(i), j, last);
        }
      }
      for (; i + 4 <= end; i += 4) {
        if (width == 4) {
          VectorBlock4x4.add(stretch, a + i * stretch.rowStep(), c.row(i), j, last);
        } else {
          VectorBlock4x3.add(stretch, a + i * stretch.rowStep(), c.row(i), j, last);
        }
      }
      for (; i < end; i++) {
        VectorBlock1x4.add(stretch, a + i * stretch.rowStep(), c.row(i), j, last);
      }
    }
  }
}
