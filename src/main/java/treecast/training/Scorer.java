package treecast.training;

import java.io.Serializable;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;
import treecast.nn.SoftmaxCrossEntropy;

/** Whatever can be evaluated: it gives each class of a row a score, the largest for its guess. */
public interface Scorer extends Serializable {

  /**
   * The scores, in inference mode.
   *
   * @param x rows x features, left as it is
   * @return rows x classes, a buffer of the workspace
   */
  Matrix scores(Matrix x, Workspace workspace);

  /**
   * Turns its scores into probabilities, in place: their softmax, unless they are means of others.
   */
  default void toProbabilities(Matrix scores) {
    SoftmaxCrossEntropy.softmax(scores);
  }
}
