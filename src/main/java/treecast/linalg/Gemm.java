package treecast.linalg;

/**
 * The product of matrices: the one hot seam of the product.
 *
 * <p>Every implementation but {@code netlib} gives the same bits, because there is one definition
 * of the result: each element of c is the chain {@code c = fma(a, b, c)} over the inner index in
 * ascending order, begun with what stood in c. A bias is therefore not added to a product; the
 * product starts from it.
 *
 * <p>Shapes that do not fit raise {@link IllegalArgumentException}. No argument may overlap c.
 */
public interface Gemm {

  /** c (m x n) += a (m x k) b (k x n). */
  void multiplyAdd(Matrix a, Matrix b, Matrix c);

  /** c (m x n) += aᵀ b, with a of k x m and b of k x n. */
  void multiplyAddLeftTransposed(Matrix a, Matrix b, Matrix c);

  /** c (m x n) += a bᵀ, with a of m x k and b of n x k. */
  void multiplyAddRightTransposed(Matrix a, Matrix b, Matrix c);

  /** What the run's summary calls it. */
  String name();

  /** The fastest implementation that keeps the promise on this machine. */
  static Gemm fastest() {
    return KernelChoice.GEMM;
  }

  /**
   * The implementation that a plan names: {@code auto} and {@code plain} keep the promise, {@code
   * netlib} is the machine's own BLAS.
   *
   * @throws IllegalArgumentException if there is none of that name, or not on this machine; of
   *     {@code auto} if {@link GemmKernel#PROPERTY} names no kernel
   */
  static Gemm named(String name) {
    return switch (name) {
      case "auto" -> {
        GemmKernel.requireKnown();
        yield KernelChoice.GEMM;
      }
      case "plain" -> PlainGemm.INSTANCE;
      case "netlib" -> new NetlibGemm();
      default ->
          throw new IllegalArgumentException("expected one of auto, plain, netlib, found " + name);
    };
  }

  /**
   * Checks the shapes of a product.
   *
   * @throws IllegalArgumentException unless a product of inner sizes {@code left} and {@code right}
   *     fills an m x n matrix c
   */
  static void requireShapes(int m, int left, int right, int n, Matrix c) {
    if (left != right || c.rows() != m || c.columns() != n) {
      throw new IllegalArgumentException(
          "a product of %d x %d by %d x %d does not fill %d x %d"
              .formatted(m, left, right, n, c.rows(), c.columns()));
    }
  }
}
