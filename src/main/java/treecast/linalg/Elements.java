package treecast.linalg;

/**
 * The passes over single elements that lie between the products of a step: scaling pixels, ReLU,
 * sums over rows, and batch normalisation.
 *
 * <p>Every implementation gives the same bits. An element's arithmetic is written out below, and a
 * sum over rows is one chain for each column, rows in ascending order, begun with what stood there.
 */
public interface Elements {

  /**
   * Pixels 0 to 255 become numbers 0 to 1, divided as floats and widened, as the arrays of the
   * book's listings are.
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
   * @param gammaBeta the gammas, and behind them the betas
   */
  void standardise(
      Matrix x, double[] mean, double[] inverse, Matrix gammaBeta, Matrix normal, Matrix y);

  /**
   * {@code d = scale * fma(-normal, tilt, d - shift)}, where scale, tilt and shift belong to the
   * column.
   */
  void standardiseGradient(Matrix normal, double[] scale, double[] tilt, double[] shift, Matrix d);

  /** The fastest implementation on this machine. */
  static Elements fastest() {
    return KernelChoice.ELEMENTS;
  }
}
