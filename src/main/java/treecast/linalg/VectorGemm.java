package treecast.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product with the machine's vector instructions, lanes across the columns of c, which is why
 * every element keeps its own chain and the bits are those of {@link PlainGemm}.
 *
 * <p>Blocks of c, eight or four rows by three vectors, stay in registers while the inner index runs
 * over a stretch that keeps b's part in the first-level cache. Columns that fill no whole vector
 * are covered by one that overlaps its neighbour in the same block: both compute the same bits.
 */
final class VectorGemm implements Gemm {
  static final VectorGemm INSTANCE = new VectorGemm();

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /**
   * Whether there are registers for blocks of eight rows: 32, as machines with such vectors have.
   */
  private static final boolean WIDE = LANES == 8;

  /** Most inner indices of a stretch: with three vectors of eight lanes, 24 kB of b. */
  private static final int STRETCH = 128;

  /** Rows of a whose stretch stays in the second-level cache. */
  private static final int ROW_STRETCH = 256;

  private final ThreadLocal<double[][]> transposed =
      ThreadLocal.withInitial(() -> new double[2][0]);

  private VectorGemm() {}

  @Override
  public String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  @Override
  public void multiplyAdd(Matrix a, Matrix b, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.rows(), b.columns(), c);
    if (c.columns() < LANES) {
      PlainGemm.INSTANCE.multiplyAdd(a, b, c);
    } else {
      add(a, a.columns(), 1, b, c);
    }
  }

  @Override
  public void multiplyAddLeftTransposed(Matrix a, Matrix b, Matrix c) {
    Gemm.requireShapes(a.columns(), a.rows(), b.rows(), b.columns(), c);
    if (c.columns() < LANES) {
      PlainGemm.INSTANCE.multiplyAddLeftTransposed(a, b, c);
    } else {
      add(a, 1, a.columns(), b, c);
    }
  }

  /** Transposes whatever is smaller: b, or a and c, so that lanes run across the rows of c. */
  @Override
  public void multiplyAddRightTransposed(Matrix a, Matrix b, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.columns(), b.rows(), c);
    long across = (long) c.rows() * (a.columns() + 2L * c.columns());
    boolean acrossRows = c.rows() >= LANES && across < b.size();
    if (!acrossRows && c.columns() < LANES) {
      PlainGemm.INSTANCE.multiplyAddRightTransposed(a, b, c);
    } else if (acrossRows) {
      Matrix at = transpose(a, buffer(0, a.columns(), a.rows()));
      Matrix ct = transpose(c, buffer(1, c.columns(), c.rows()));
      add(b, b.columns(), 1, at, ct);
      transpose(ct, c);
    } else {
      add(a, a.columns(), 1, transpose(b, buffer(0, b.columns(), b.rows())), c);
    }
  }

  private Matrix buffer(int which, int rows, int columns) {
    double[][] mine = transposed.get();
    if (mine[which].length < rows * columns) {
      mine[which] = new double[rows * columns];
    }
    return new Matrix(mine[which], 0, rows, columns);
  }

  /** Four rows at a time, so that what is written lies side by side. */
  private static Matrix transpose(Matrix from, Matrix to) {
    double[] source = from.values();
    double[] target = to.values();
    int rows = from.rows();
    int i = 0;
    for (; i + 4 <= rows; i += 4) {
      int row0 = from.row(i);
      int row1 = from.row(i + 1);
      int row2 = from.row(i + 2);
      int row3 = from.row(i + 3);
      for (int j = 0, at = to.offset() + i; j < from.columns(); j++, at += rows) {
        target[at] = source[row0 + j];
        target[at + 1] = source[row1 + j];
        target[at + 2] = source[row2 + j];
        target[at + 3] = source[row3 + j];
      }
    }
    for (; i < rows; i++) {
      int row = from.row(i);
      for (int j = 0, at = to.offset() + i; j < from.columns(); j++, at += rows) {
        target[at] = source[row + j];
      }
    }
    return to;
  }

  /**
   * c += a b, stretch by stretch; all stretches are equally long, but for rounding.
   *
   * @param rowStep distance between rows of a as the product sees them
   * @param step distance between its columns
   */
  private static void add(Matrix a, int rowStep, int step, Matrix b, Matrix c) {
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
