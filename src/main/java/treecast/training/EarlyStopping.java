package treecast.training;

import java.io.Serializable;

/**
 * When a training ends before its last step: as soon as so many evaluations in a row, one each
 * epoch, have not raised the validation accuracy.
 *
 * @param patience that number, 1 or more
 * @param restoreBest whether the training, stopped or not, goes back to the weights and running
 *     statistics of its best evaluation
 */
public record EarlyStopping(int patience, boolean restoreBest) implements Serializable {
  /** It goes on to its last step and keeps what it has there. */
  public static final EarlyStopping NEVER = new EarlyStopping(Integer.MAX_VALUE, false);
}
