package treecast.training;

import java.io.Serializable;

/**
 * Early stopping: a training ends before its last step if the validation accuracy has not improved
 * for a number of evaluations. {@link TrainingState#goesOn} applies it.
 *
 * @param patience that number of evaluations, 1 or more; there is one evaluation per epoch
 * @param restoreBest whether the training, stopped early or not, ends with the weights and running
 *     statistics of its best evaluation
 */
public record EarlyStopping(int patience, boolean restoreBest) implements Serializable {
  /** No early stopping: the training takes all its steps and keeps its last weights. */
  public static final EarlyStopping NEVER = new EarlyStopping(Integer.MAX_VALUE, false);
}
