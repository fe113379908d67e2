package treecast.training;

import java.io.Serializable;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.Workspace;
import treecast.nn.Objective;

/**
 * Scorer: a network or an ensemble that computes a score for each class of a row. The predicted
 * class is the one with the largest score.
 */
public interface Scorer extends Serializable {

  /**
   * Computes scores in inference mode.
   *
   * @param x rows x features, not changed
   * @param workspace one of the scorer's precision
   * @return rows x classes, a buffer of the workspace
   */
  Matrix scores(Matrix x, Workspace workspace);

  /** Precision in which scores are computed. */
  Precision precision();

  /** Number of classes. */
  int outputs();

  /** Objective of the training, which defines the loss and turns scores into probabilities. */
  Objective objective();

  /**
   * Turns scores into probabilities in place, by the objective. An ensemble of averaged
   * probabilities overrides this.
   */
  default void toProbabilities(Matrix scores) {
    objective().toPredictions(scores);
  }
}
