package treecast.training;

import java.io.Serializable;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;

/** Whatever can be evaluated: it gives each class of a row a score, the largest for its guess. */
public interface Scorer extends Serializable {

  /**
   * The scores, in inference mode.
   *
   * @param x rows x features, left as it is
   * @return rows x classes, a buffer of the workspace
   */
  Matrix scores(Matrix x, Workspace workspace);

  /** Turns its scores into probabilities, in place. */
  void toProbabilities(Matrix scores);
}
