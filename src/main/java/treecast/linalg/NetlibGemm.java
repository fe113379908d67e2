package treecast.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;

/**
 * The product of the machine's own BLAS (OpenBLAS, MKL), through the library that Spark ships. The
 * only one that does not keep the definition of {@link Gemm}: its bits are this machine's.
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

  /** With a library that is there. */
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
  public void multiplyAdd(Matrix a, Matrix b, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.rows(), b.columns(), c);
    add("N", b, "N", a, a.columns(), c);
  }

  @Override
  public void multiplyAddLeftTransposed(Matrix a, Matrix b, Matrix c) {
    Gemm.requireShapes(a.columns(), a.rows(), b.rows(), b.columns(), c);
    add("N", b, "T", a, a.rows(), c);
  }

  @Override
  public void multiplyAddRightTransposed(Matrix a, Matrix b, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.columns(), b.rows(), c);
    add("T", b, "N", a, a.columns(), c);
  }

  /** BLAS thinks in columns: it is asked for the transpose of everything. */
  private void add(String left, Matrix b, String right, Matrix a, int inner, Matrix c) {
    if (c.size() == 0 || inner == 0) {
      return;
    }
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
  }
}
