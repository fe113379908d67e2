package treecast.linalg;

/**
 * Matrix multiplication (GEMM), in which most of the time of a training is spent.
 *
 * <p>All implementations except {@code netlib} give the same bits, because the result is defined
 * exactly: each element of c is the chain {@code x = fma(a, b, x)} over the inner index in
 * ascending order, starting from an initial value. A bias is therefore not added afterwards; the
 * chain begins with it. An implementation has a {@link Precision}, that of all matrices: the chain
 * is of doubles, or of floats, each rounded to a float.
 *
 * <p>Initial values are either the previous content of c, if c is given for them, or those of one
 * row (1 x n), with which each row of c begins. Shapes that do not fit raise {@link
 * IllegalArgumentException}. No other argument may overlap c.
 */
public interface Gemm {

  /** c (m x n) = initial + a (m x k) b (k x n). */
  void multiply(Matrix a, Matrix b, Matrix initial, Matrix c);

  /** c (m x n) = initial + aᵀ b, with a of k x m and b of k x n. */
  void multiplyLeftTransposed(Matrix a, Matrix b, Matrix initial, Matrix c);

  /** c (m x n) = initial + a bᵀ, with a of m x k and b of n x k. */
  void multiplyRightTransposed(Matrix a, Matrix b, Matrix initial, Matrix c);

  /**
   * Product of matrices whose elements change: each run is {@link #multiply}, for which what it
   * needs is made once.
   */
  default Runnable product(Matrix a, Matrix b, Matrix initial, Matrix c) {
    return () -> multiply(a, b, initial, c);
  }

  /** c (m x n) += a (m x k) b (k x n). */
  default void multiplyAdd(Matrix a, Matrix b, Matrix c) {
    multiply(a, b, c, c);
  }

  /** c (m x n) += aᵀ b, with a of k x m and b of k x n. */
  default void multiplyAddLeftTransposed(Matrix a, Matrix b, Matrix c) {
    multiplyLeftTransposed(a, b, c, c);
  }

  /** c (m x n) += a bᵀ, with a of m x k and b of n x k. */
  default void multiplyAddRightTransposed(Matrix a, Matrix b, Matrix c) {
    multiplyRightTransposed(a, b, c, c);
  }

  /** Name in the run's summary. */
  String name();

  /** Fastest implementation on this machine that gives the defined bits. */
  static Gemm fastest(Precision precision) {
    return precision == Precision.DOUBLE ? KernelChoice.GEMM : KernelChoice.FLOAT_GEMM;
  }

  /**
   * Implementation by its name in a plan: {@code auto} and {@code plain} give the defined bits,
   * {@code netlib} is the machine's native BLAS.
   *
   * @throws IllegalArgumentException if the name is unknown, or the implementation is not available
   *     on this machine; for {@code auto} if {@link GemmKernel#PROPERTY} names no kernel
   */
  static Gemm named(String name, Precision precision) {
    return switch (name) {
      case "auto" -> {
        GemmKernel.requireKnown();
        yield fastest(precision);
      }
      case "plain" -> precision == Precision.DOUBLE ? PlainGemm.INSTANCE : FloatPlainGemm.INSTANCE;
      case "netlib" -> new NetlibGemm();
      default ->
          throw new IllegalArgumentException("expected one of auto, plain, netlib, found " + name);
    };
  }

  /**
   * Checks the shapes of a product.
   *
   * @throws IllegalArgumentException unless {@code left} equals {@code right}, c is m x n, and
   *     initial is c or 1 x n
   */
  static void requireShapes(int m, int left, int right, int n, Matrix initial, Matrix c) {
    if (left != right || c.rows() != m || c.columns() != n) {
      throw new IllegalArgumentException(
          "a product of %d x %d and %d x %d does not fit a result of %d x %d"
              .formatted(m, left, right, n, c.rows(), c.columns()));
    }
    if (!initial.equals(c) && (initial.rows() != 1 || initial.columns() != n)) {
      throw new IllegalArgumentException(
          "expected initial values of 1 x %d, found %d x %d"
              .formatted(n, initial.rows(), initial.columns()));
    }
  }

  /** Writes initial values to c. */
  static void begin(Matrix initial, Matrix c) {
    if (!initial.equals(c)) {
      c.fillRows(initial);
    }
  }
}
