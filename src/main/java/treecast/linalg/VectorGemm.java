package treecast.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product with the machine's vector instructions, lanes across the columns of c, which is why
 * every element keeps its own chain and the bits are those of {@link PlainGemm}.
 *
 * <p>Blocks of c, four rows by three vectors, stay in registers while the inner index runs over a
 * stretch that keeps b's part in the first-level cache. Columns that fill no whole vector are
 * covered by one that overlaps its neighbour in the same block: both compute the same bits.
 */
final class VectorGemm implements Gemm {
  static final VectorGemm INSTANCE = new VectorGemm();

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Rows of c in a block of registers. */
  private static final int ROWS = 4;

  /** Inner indices of a stretch: with three vectors of eight lanes, 24 kB of b. */
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

  private static Matrix transpose(Matrix from, Matrix to) {
    double[] source = from.values();
    double[] target = to.values();
    int rows = from.rows();
    for (int j0 = 0; j0 < from.columns(); j0 += LANES) {
      int jEnd = Math.min(j0 + LANES, from.columns());
      for (int i = 0; i < rows; i++) {
        int row = from.row(i);
        for (int j = j0; j < jEnd; j++) {
          target[to.offset() + j * rows + i] = source[row + j];
        }
      }
    }
    return to;
  }

  /**
   * c += a b, stretch by stretch.
   *
   * @param rowStep distance between rows of a as the product sees them
   * @param step distance between its columns
   */
  private static void add(Matrix a, int rowStep, int step, Matrix b, Matrix c) {
    for (int i = 0; i < c.rows(); i += ROW_STRETCH) {
      int end = Math.min(i + ROW_STRETCH, c.rows());
      for (int k = 0; k < b.rows(); k += STRETCH) {
        int count = Math.min(STRETCH, b.rows() - k);
        add(
            new VectorBlock(
                a.values(), rowStep, step, b.values(), b.row(k), b.columns(), count, c.values()),
            a.offset() + k * step,
            c,
            i,
            end);
      }
    }
  }

  /** One stretch of the inner index for rows {@code from} to {@code end} of c. */
  private static void add(VectorBlock block, int a, Matrix c, int from, int end) {
    int vectors = (c.columns() + LANES - 1) / LANES;
    int width;
    for (int v = 0; v < vectors; v += width) {
      width = vectors - v > 4 ? 3 : vectors - v;
      int j = v * LANES;
      int last = Math.min(j + width * LANES, c.columns()) - LANES;
      int i = from;
      for (; i + ROWS <= end; i += ROWS) {
        if (width == 4) {
          block.addFour(a + i * block.rowStep(), c.row(i), j, last);
        } else {
          block.addThree(a + i * block.rowStep(), c.row(i), j, last);
        }
      }
      for (; i < end; i++) {
        block.addRow(a + i * block.rowStep(), c.row(i), j, last);
      }
    }
  }
}
