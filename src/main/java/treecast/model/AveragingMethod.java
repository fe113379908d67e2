package treecast.model;

import java.util.List;
import treecast.linalg.Matrix;
import treecast.nn.Objective;

/**
 * Averaging method of an ensemble: which outputs of its members it averages. The predicted class
 * has the largest mean; among equals, the first.
 */
public enum AveragingMethod {
  /** Mean of the probabilities, which are the softmax of the scores. */
  PROBABILITIES("probabilities"),
  /** Mean of the scores before the softmax. */
  SCORES("scores"),
  /**
   * Majority vote: each member votes for its predicted class, and the mean is a class's fraction of
   * the votes.
   */
  VOTES("votes");

  private final String key;

  AveragingMethod(String key) {
    this.key = key;
  }

  /** Name of this method in a plan. */
  public String key() {
    return key;
  }

  /**
   * Averages scores, summed in the order of the members.
   *
   * @param scores scores of each member, rows x classes, of one member or more; overwritten
   * @param objective objective of the members' training
   * @return the first matrix of {@code scores}, which holds the mean
   */
  public Matrix of(List<Matrix> scores, Objective objective) {
    scores.forEach(one -> prepare(one, objective));
    Matrix mean = scores.get(0);
    for (Matrix other : scores.subList(1, scores.size())) {
      for (int i = 0; i < mean.size(); i++) {
        mean.set(i, mean.get(i) + other.get(i));
      }
    }
    for (int i = 0; i < mean.size(); i++) {
      mean.set(i, mean.get(i) / scores.size());
    }
    return mean;
  }

  /** Converts a mean to probabilities in place. */
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
            scores.set(i, j, j == guess ? 1 : 0);
          }
        }
      }
    }
  }
}
