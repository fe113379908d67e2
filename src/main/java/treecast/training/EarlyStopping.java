package treecast.training;

import java.io.Serializable;

/**
 * Early stopping: a training ends before its last step if the validation accuracy has not improved
 * for a number of evaluations.
 *
 * @param patience that number of evaluations, 1 or more; there is one evaluation per epoch
 * @param restoreBest whether the training, stopped early or not, ends with the weights and running
 *     statistics of its best evaluation
 */
public record EarlyStopping(int patience, boolean restoreBest) implements Serializable {
  /** No early stopping: the training takes all its steps and keeps its last weights. */
  public static final EarlyStopping NEVER = new EarlyStopping(Integer.MAX_VALUE, false);

  /**
   * Decides whether a training ends early.
   *
   * @param evaluations number of evaluations since the best one, 0 if that was the last
   */
  public boolean stops(int evaluations) {
    return evaluations >= patience;
  }
}
