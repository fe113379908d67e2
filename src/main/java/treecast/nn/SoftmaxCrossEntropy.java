package treecast.nn;

import treecast.data.Targets;
import treecast.linalg.Matrix;

/**
 * Softmax cross-entropy: the softmax of the scores, and the cross-entropy of the actual class,
 * {@code -log(y[label] + 1e-7)}.
 *
 * <p>1e-7 is added inside the logarithm, as in the book's listings; the gradient, softmax minus
 * one-hot, does not include it.
 */
public record SoftmaxCrossEntropy() implements Objective {
  private static final double EPSILON = 1e-7;

  @Override
  public String name() {
    return "softmax-cross-entropy";
  }

  /** Replaces each row by its softmax; the row's maximum is subtracted first. */
  @Override
  public void toPredictions(Matrix scores) {
    for (int i = 0; i < scores.rows(); i++) {
      double largest = scores.get(i, scores.largestInRow(i));
      double total = 0;
      for (int j = 0; j < scores.columns(); j++) {
        scores.set(i, j, StrictMath.exp(scores.get(i, j) - largest));
        total += scores.get(i, j);
      }
      for (int j = 0; j < scores.columns(); j++) {
        scores.set(i, j, scores.get(i, j) / total);
      }
    }
  }

  @Override
  public double loss(Matrix probabilities, Targets targets) {
    int[] labels = targets.labels();
    double sum = 0;
    for (int i = 0; i < probabilities.rows(); i++) {
      sum -= StrictMath.log(probabilities.get(i, labels[i]) + EPSILON);
    }
    return sum;
  }

  @Override
  public void toGradient(Matrix probabilities, Targets targets) {
    int[] labels = targets.labels();
    for (int i = 0; i < probabilities.rows(); i++) {
      probabilities.set(i, labels[i], probabilities.get(i, labels[i]) - 1);
    }
  }

  /** Logarithm of the summed exponentials, minus the score of the actual class. */
  @Override
  public double exactLoss(Matrix scores, Targets targets) {
    int[] labels = targets.labels();
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
}
