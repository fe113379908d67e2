package treecast.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;

/**
 * Matrix multiplication by the machine's native BLAS (OpenBLAS, MKL), called through Spark's
 * library, in both precisions. The only implementation that does not follow the definition of
 * {@link Gemm}: its bits depend on the machine.
 */
final class NetlibGemm implements Gemm {
  private final BLAS blas;

  /**
   * Finds the native library.
   *
   * @throws IllegalArgumentException if there is none
   */
  NetlibGemm() {
    this(found());
  }

  /** Uses a given library. */
  NetlibGemm(BLAS blas) {
    this.blas = blas;
  }

  private static BLAS found() {
    try {
      return NativeBLAS.getInstance();
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalArgumentException(
          "expected a native BLAS (libblas.so.3) on this machine, found none", e);
    }
  }

  @Override
  public String name() {
    return "netlib";
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix initial, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.rows(), b.columns(), initial, c);
    Gemm.begin(initial, c);
    add("N", b, "N", a, a.columns(), c);
  }

  @Override
  public void multiplyLeftTransposed(Matrix a, Matrix b, Matrix initial, Matrix c) {
    Gemm.requireShapes(a.columns(), a.rows(), b.rows(), b.columns(), initial, c);
    Gemm.begin(initial, c);
    add("N", b, "T", a, a.rows(), c);
  }

  @Override
  public void multiplyRightTransposed(Matrix a, Matrix b, Matrix initial, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.columns(), b.rows(), initial, c);
    Gemm.begin(initial, c);
    add("T", b, "N", a, a.columns(), c);
  }

  /** Multiplies in column-major order, as BLAS expects: cᵀ += bᵀ aᵀ. */
  private void add(String left, Matrix b, String right, Matrix a, int inner, Matrix c) {
    if (c.size() == 0 || inner == 0) {
      return;
    }
    if (c.precision() == Precision.DOUBLE) {
      blas.dgemm(
          left,
          right,
          c.columns(),
          c.rows(),
          inner,
          1,
          b.values(),
          b.offset(),
          b.columns(),
          a.values(),
          a.offset(),
          a.columns(),
          1,
          c.values(),
          c.offset(),
          c.columns());
    } else {
      blas.sgemm(
          left,
          right,
          c.columns(),
          c.rows(),
          inner,
          1,
          b.floats(),
          b.offset(),
          b.columns(),
          a.floats(),
          a.offset(),
          a.columns(),
          1,
          c.floats(),
          c.offset(),
          c.columns());
    }
  }
}
