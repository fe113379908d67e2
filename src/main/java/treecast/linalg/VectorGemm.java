package treecast.linalg;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix multiplication with the machine's vector instructions. The lanes are columns of c, so
 * every element has its own chain of additions, and the bits are those of {@link PlainGemm}.
 */
final class VectorGemm implements Gemm {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  static final VectorGemm INSTANCE =
      new VectorGemm(GemmKernel.ofThisMachine(SPECIES.vectorBitSize()));

  /** Minimum numbers of rows and columns for which packing the factors is faster. */
  private static final int MANY_ROWS = 16;

  private static final int MANY_COLUMNS = 4 * LANES;

  /** Number of rows below which plain Java is faster, if there are less columns than lanes. */
  private static final int FEW_ROWS = 4;

  private final GemmKernel kernel;
  private final ThreadLocal<VectorProductPacked> packed =
      ThreadLocal.withInitial(VectorProductPacked::new);
  private final ThreadLocal<VectorProductPanels> panels =
      ThreadLocal.withInitial(VectorProductPanels::new);
  private final ThreadLocal<double[][]> planes =
      ThreadLocal.withInitial(() -> new double[VectorProductColumns.PLANES][0]);
  private final ThreadLocal<double[][]> buffers = ThreadLocal.withInitial(() -> new double[4][0]);

  VectorGemm(GemmKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix initial, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.rows(), b.columns(), initial, c);
    if (c.columns() < LANES || b.rows() == 0) {
      Gemm.begin(initial, c);
      addNarrow(a, false, b, c);
    } else {
      multiplyWide(a, b, initial, c);
    }
  }

  @Override
  public Runnable product(Matrix a, Matrix b, Matrix initial, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.rows(), b.columns(), initial, c);
    return c.columns() >= LANES && b.rows() > 0 && !packs(c)
        ? VectorProductInPlace.bound(a, a.columns(), 1, b, initial, c)
        : Gemm.super.product(a, b, initial, c);
  }

  @Override
  public void multiplyLeftTransposed(Matrix a, Matrix b, Matrix initial, Matrix c) {
    Gemm.requireShapes(a.columns(), a.rows(), b.rows(), b.columns(), initial, c);
    if (c.columns() < LANES || b.rows() == 0) {
      Gemm.begin(initial, c);
      addNarrow(a, true, b, c);
    } else if (packs(c)) {
      packed.get().multiply(a, true, b, false, initial, c);
    } else if (VectorProductColumns.suits(a, c)) {
      VectorProductColumns.multiply(a, b, initial, c, planes.get());
    } else {
      VectorProductInPlace.multiply(a, 1, a.columns(), b, initial, c);
    }
  }

  /** Transposes b, or a and the result if these are smaller; the lanes are then rows of c. */
  @Override
  public void multiplyRightTransposed(Matrix a, Matrix b, Matrix initial, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.columns(), b.rows(), initial, c);
    long across = (long) c.rows() * (a.columns() + c.columns());
    if (c.rows() >= LANES && across < b.size()) {
      Matrix at = transpose(a, buffer(0, a.columns(), a.rows()));
      Matrix ct = buffer(1, c.columns(), c.rows());
      beginTransposed(initial, c, ct);
      multiplyWide(b, at, ct, ct);
      transpose(ct, c);
    } else if (b.columns() > 0 && packs(c)) {
      packed.get().multiply(a, false, b, true, initial, c);
    } else if (b.columns() > 0 && c.columns() >= LANES) {
      panels.get().multiply(a, b, initial, c);
    } else if (c.rows() < FEW_ROWS) {
      PlainGemm.INSTANCE.multiplyRightTransposed(a, b, initial, c);
    } else {
      multiply(a, transpose(b, buffer(0, b.columns(), b.rows())), initial, c);
    }
  }

  /** Writes the transpose of initial values to {@code ct}. */
  private static void beginTransposed(Matrix initial, Matrix c, Matrix ct) {
    if (initial.equals(c)) {
      transpose(c, ct);
      return;
    }
    for (int i = 0; i < ct.rows(); i++) {
      double value = initial.values()[initial.offset() + i];
      Arrays.fill(ct.values(), ct.row(i), ct.row(i) + ct.columns(), value);
    }
  }

  private void multiplyWide(Matrix a, Matrix b, Matrix initial, Matrix c) {
    if (packs(c)) {
      packed.get().multiply(a, false, b, false, initial, c);
    } else {
      VectorProductInPlace.multiply(a, a.columns(), 1, b, initial, c);
    }
  }

  private boolean packs(Matrix c) {
    return LANES > 1
        && kernel == GemmKernel.PACKED
        && c.rows() >= MANY_ROWS
        && c.columns() >= MANY_COLUMNS;
  }

  /**
   * c += a b, or aᵀ b, with fewer columns than a vector has lanes, by copies of b and c that have
   * as many; nothing reads what is computed in the others. A few rows are faster in plain Java.
   */
  private void addNarrow(Matrix a, boolean left, Matrix b, Matrix c) {
    if (c.rows() < FEW_ROWS) {
      if (left) {
        PlainGemm.INSTANCE.multiplyAddLeftTransposed(a, b, c);
      } else {
        PlainGemm.INSTANCE.multiplyAdd(a, b, c);
      }
      return;
    }
    Matrix right = copyColumns(b, buffer(2, b.rows(), LANES));
    Matrix result = copyColumns(c, buffer(3, c.rows(), LANES));
    if (left) {
      VectorProductInPlace.multiply(a, 1, a.columns(), right, result, result);
    } else {
      VectorProductInPlace.multiply(a, a.columns(), 1, right, result, result);
    }
    copyColumns(result, c);
  }

  /** Copies the first columns, as many as both have. */
  private static Matrix copyColumns(Matrix from, Matrix to) {
    int columns = Math.min(from.columns(), to.columns());
    for (int i = 0; i < to.rows(); i++) {
      System.arraycopy(from.values(), from.row(i), to.values(), to.row(i), columns);
    }
    return to;
  }

  private Matrix buffer(int which, int rows, int columns) {
    double[][] mine = buffers.get();
    if (mine[which].length < rows * columns) {
      mine[which] = new double[rows * columns];
    }
    return new Matrix(mine[which], 0, rows, columns);
  }

  /** Transposes four rows at a time, so that neighbouring elements are written together. */
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
}
