package treecast.training;

import java.io.Serializable;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;
import treecast.nn.Objective;

/** Whatever can be evaluated: it gives each class of a row a score, the largest for its guess. */
public interface Scorer extends Serializable {

  /**
   * The scores, in inference mode.
   *
   * @param x rows x features, left as it is
   * @return rows x classes, a buffer of the workspace
   */
  Matrix scores(Matrix x, Workspace workspace);

  /** What its scores were trained for: it makes probabilities of them and says what a loss is. */
  Objective objective();

  /**
   * Turns its scores into probabilities, in place: the objective's predictions, unless the scores
   * are means of others.
   */
  default void toProbabilities(Matrix scores) {
    objective().toPredictions(scores);
  }
}
