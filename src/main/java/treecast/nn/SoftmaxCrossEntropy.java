package treecast.nn;

import treecast.linalg.Matrix;

/**
 * Softmax of the scores and the cross-entropy of the right class.
 *
 * <p>The loss has 1e-7 inside the logarithm, as the chapter's has; its gradient, softmax minus
 * one-hot, does not know about it. Losses and gradients are sums over rows: whoever knows the
 * number of all rows divides.
 */
public final class SoftmaxCrossEntropy {
  private static final double EPSILON = 1e-7;

  private SoftmaxCrossEntropy() {}

  /** Replaces each row by its softmax; the row's maximum is taken off first. */
  public static void softmax(Matrix scores) {
    double[] values = scores.values();
    for (int i = 0; i < scores.rows(); i++) {
      int row = scores.row(i);
      double largest = scores.get(i, scores.largestInRow(i));
      double total = 0;
      for (int j = 0; j < scores.columns(); j++) {
        values[row + j] = StrictMath.exp(values[row + j] - largest);
        total += values[row + j];
      }
      for (int j = 0; j < scores.columns(); j++) {
        values[row + j] /= total;
      }
    }
  }

  /**
   * The sum over rows of {@code -log(y[label] + 1e-7)}.
   *
   * @param probabilities one row each, summing to 1
   */
  public static double loss(Matrix probabilities, int[] labels) {
    double sum = 0;
    for (int i = 0; i < probabilities.rows(); i++) {
      sum -= StrictMath.log(probabilities.get(i, labels[i]) + EPSILON);
    }
    return sum;
  }

  /**
   * The sum over rows of the cross-entropy whose gradient {@link #gradient} is exactly: the
   * logarithm of the summed exponentials, less the score of the right class.
   */
  public static double exactLoss(Matrix scores, int[] labels) {
    double sum = 0;
    for (int i = 0; i < scores.rows(); i++) {
      double largest = scores.get(i, scores.largestInRow(i));
      double total = 0;
      for (int j = 0; j < scores.columns(); j++) {
        total += StrictMath.exp(scores.get(i, j) - largest);
      }
      sum += StrictMath.log(total) + largest - scores.get(i, labels[i]);
    }
    return sum;
  }

  /** Turns probabilities into the gradient of the summed loss with respect to the scores. */
  public static void gradient(Matrix probabilities, int[] labels) {
    for (int i = 0; i < probabilities.rows(); i++) {
      probabilities.values()[probabilities.row(i) + labels[i]] -= 1;
    }
  }

  /** The classes that one-hot rows name. */
  public static int[] labels(Matrix oneHot) {
    int[] labels = new int[oneHot.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = oneHot.largestInRow(i);
    }
    return labels;
  }
}
