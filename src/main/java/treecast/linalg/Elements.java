package treecast.linalg;

/**
 * Element-wise operations of a step, between its matrix products: scaling of pixels, ReLU, sums
 * over rows, and batch normalisation.
 *
 * <p>All implementations give the same bits: the formula of an element is given below, and a sum
 * over rows is one chain of additions per column, with rows in ascending order, starting from the
 * previous content of the sum.
 */
public interface Elements {

  /**
   * Scales pixels from 0 to 255 to numbers from 0 to 1, divided in float and converted to double,
   * as in the book's listings.
   *
   * @param count number of pixels
   */
  void scale(byte[] pixels, int from, double[] to, int at, int count);

  /** {@code y = max(x, 0)}. */
  void rectify(Matrix x, Matrix y);

  /** {@code d = y > 0 ? d : 0}. */
  void rectifyGradient(Matrix y, Matrix d);

  /** sums (1 x columns) += the sum of the rows of x. */
  void addSums(Matrix x, Matrix sums);

  /** sums (1 x columns) += the sum of the rows of (x - mean)², by {@code fma}. */
  void addSquares(Matrix x, double[] mean, double[] sums);

  /** sums (1 x columns) += the sum of the rows of x * y, element by element, by {@code fma}. */
  void addProducts(Matrix x, Matrix y, double[] sums);

  /**
   * {@code normal = (x - mean) * inverse}, {@code y = fma(gamma, normal, beta)}, where mean,
   * inverse, gamma and beta belong to the column.
   *
   * @param gammaBeta all gammas, followed by all betas
   */
  void standardise(
      Matrix x, double[] mean, double[] inverse, Matrix gammaBeta, Matrix normal, Matrix y);

  /**
   * {@code d = scale * fma(-normal, tilt, d - shift)}, where scale, tilt and shift belong to the
   * column.
   */
  void standardiseGradient(Matrix normal, double[] scale, double[] tilt, double[] shift, Matrix d);

  /** Fastest implementation on this machine. */
  static Elements fastest() {
    return KernelChoice.ELEMENTS;
  }
}
