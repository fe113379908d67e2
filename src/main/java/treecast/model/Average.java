package treecast.model;

import java.util.List;
import treecast.linalg.Matrix;
import treecast.nn.Objective;

/**
 * What of its members an ensemble averages. The guess is the largest of a row, the first of equals.
 */
public enum Average {
  /** Their predictions: the softmax of their scores. */
  PROBABILITIES("probabilities"),
  /** Their scores before the softmax. */
  SCORES("scores"),
  /** Their guesses: each member has one vote, the mean is a class's share of them. */
  VOTES("votes");

  private final String key;

  Average(String key) {
    this.key = key;
  }

  /** The name in a plan. */
  public String key() {
    return key;
  }

  /**
   * The mean, summed in the order of the members.
   *
   * @param scores each member's, rows x classes, of one member or more; they are used up
   * @param objective what the members were trained for
   * @return the first of them
   */
  public Matrix of(List<Matrix> scores, Objective objective) {
    scores.forEach(one -> prepare(one, objective));
    Matrix mean = scores.get(0);
    for (Matrix other : scores.subList(1, scores.size())) {
      for (int i = 0; i < mean.size(); i++) {
        mean.values()[mean.offset() + i] += other.values()[other.offset() + i];
      }
    }
    for (int i = mean.offset(), end = mean.end(); i < end; i++) {
      mean.values()[i] /= scores.size();
    }
    return mean;
  }

  /** Turns a mean into probabilities, in place. */
  void toProbabilities(Matrix mean, Objective objective) {
    if (this == SCORES) {
      objective.toPredictions(mean);
    }
  }

  private void prepare(Matrix scores, Objective objective) {
    switch (this) {
      case PROBABILITIES -> objective.toPredictions(scores);
      case SCORES -> {}
      case VOTES -> {
        for (int i = 0; i < scores.rows(); i++) {
          int guess = scores.largestInRow(i);
          for (int j = 0; j < scores.columns(); j++) {
            scores.values()[scores.row(i) + j] = j == guess ? 1 : 0;
          }
        }
      }
    }
  }
}
