package treecast.linalg;

/**
 * Element-wise operations of a step, between its matrix products: scaling of pixels, ReLU, sums
 * over rows, and batch normalisation.
 *
 * <p>All implementations give the same bits: the formula of an element is given below, and a sum
 * over rows is one chain of additions per column, with rows in ascending order, starting from the
 * previous content of the sum. An implementation has a {@link Precision}, that of all its
 * arguments: in single precision, every operation of the formula is one of floats, rounded to a
 * float.
 */
public interface Elements {

  /**
   * Scales pixels from 0 to 255 to numbers from 0 to 1, divided in float, as in the book's
   * listings.
   *
   * @param count number of pixels
   */
  void scale(byte[] pixels, int from, FlatArray to, int at, int count);

  /** {@code y = max(x, 0)}. */
  void rectify(Matrix x, Matrix y);

  /** {@code d = y > 0 ? d : 0}. */
  void rectifyGradient(Matrix y, Matrix d);

  /** {@code y = x * factor}, element by element; x and y may be the same. */
  void multiply(Matrix x, Matrix factor, Matrix y);

  /** sums (1 x columns) += the sum of the rows of x. */
  void addSums(Matrix x, Matrix sums);

  /** sums (1 x columns) += the sum of the rows of (x - mean)², by {@code fma}. */
  void addSquares(Matrix x, FlatArray mean, FlatArray sums);

  /** sums (1 x columns) += the sum of the rows of x * y, element by element, by {@code fma}. */
  void addProducts(Matrix x, Matrix y, FlatArray sums);

  /**
   * {@code normal = (x - mean) * inverse}, {@code y = fma(gamma, normal, beta)}, where mean,
   * inverse, gamma and beta belong to the column.
   *
   * @param gammaBeta all gammas, followed by all betas
   */
  void standardise(
      Matrix x, FlatArray mean, FlatArray inverse, Matrix gammaBeta, Matrix normal, Matrix y);

  /**
   * {@code y = fma(factor, x - mean, beta)}, where mean, factor and beta belong to the column.
   *
   * @param mean 1 x columns
   * @param beta 1 x columns
   */
  void shiftAndScale(Matrix x, Matrix mean, FlatArray factor, Matrix beta, Matrix y);

  /**
   * {@code d = scale * fma(-normal, tilt, d - shift)}, where scale, tilt and shift belong to the
   * column.
   */
  void standardiseGradient(
      Matrix normal, FlatArray scale, FlatArray tilt, FlatArray shift, Matrix d);

  /** Fastest implementation on this machine. */
  static Elements fastest(Precision precision) {
    return precision == Precision.DOUBLE ? KernelChoice.ELEMENTS : KernelChoice.FLOAT_ELEMENTS;
  }
}
