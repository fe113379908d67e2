package treecast.training;

/**
 * Clipping by the global norm: a gradient longer than a bound is shortened to it and keeps its
 * direction (Pascanu, Mikolov and Bengio, ICML 2013).
 */
public final class GradientClipping {
  /** A bound that no gradient reaches. */
  public static final double NONE = Double.POSITIVE_INFINITY;

  private GradientClipping() {}

  /**
   * Shortens a gradient in place.
   *
   * @param gradient its first elements are the gradient
   * @param length how many those are
   * @param bound the greatest Euclidean norm, above 0
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
   * The Euclidean norm, summed in ascending order. The elements are measured by the largest of
   * them, whose square may be no finite number.
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
