package treecast.training;

import java.io.Serializable;

/**
 * Early stopping: a training ends before its last step if the score of the validation rows has not
 * improved for a number of evaluations.
 *
 * @param patience that number of evaluations, 1 or more; there is one evaluation per epoch
 * @param restoreBest whether the training, stopped early or not, ends with the weights and running
 *     statistics of its best evaluation
 * @param minGain difference to the best score, 0 or more, above which a score is an improvement
 */
public record EarlyStopping(int patience, boolean restoreBest, double minGain)
    implements Serializable {
  /** No early stopping: the training takes all its steps and keeps its last weights. */
  public static final EarlyStopping NEVER = new EarlyStopping(Integer.MAX_VALUE, false);

  /** Early stopping for which every greater score is an improvement. */
  public EarlyStopping(int patience, boolean restoreBest) {
    this(patience, restoreBest, 0);
  }

  /**
   * Decides whether a training ends early.
   *
   * @param evaluations number of evaluations since the best one, 0 if that was the last
   */
  public boolean stops(int evaluations) {
    return evaluations >= patience;
  }
}
