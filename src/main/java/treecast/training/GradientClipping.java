package treecast.training;

/**
 * Gradient clipping by the global norm: a gradient with a larger norm is scaled to the bound and
 * keeps its direction (Pascanu, Mikolov and Bengio, ICML 2013).
 */
public final class GradientClipping {
  /** No clipping: a bound that no gradient exceeds. */
  public static final double NONE = Double.POSITIVE_INFINITY;

  private GradientClipping() {}

  /**
   * Clips a gradient in place.
   *
   * @param gradient its first elements are the gradient
   * @param length number of elements of the gradient
   * @param bound maximum Euclidean norm, above 0
   */
  public static void clip(double[] gradient, int length, double bound) {
    if (bound == NONE) {
      return;
    }
    double norm = norm(gradient, length);
    if (norm > bound) {
      for (int i = 0; i < length; i++) {
        gradient[i] = gradient[i] / norm * bound;
      }
    }
  }

  /**
   * Euclidean norm, summed in ascending order of the index. The elements are divided by the largest
   * one first, because its square may overflow.
   */
  public static double norm(double[] gradient, int length) {
    double largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(gradient[i]));
    }
    if (largest == 0) {
      return 0;
    }
    double squares = 0;
    for (int i = 0; i < length; i++) {
      double share = gradient[i] / largest;
      squares += share * share;
    }
    return largest * Math.sqrt(squares);
  }
}
