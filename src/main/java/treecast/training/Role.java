package treecast.training;

/**
 * Role of rows in a training. The files have two splits; validation rows are training rows that are
 * held out.
 */
public enum Role {
  TRAINING,
  /** Held out of the training rows, for early stopping and the choice of hyper-parameters. */
  VALIDATION,
  /** For the final evaluation only: no choice depends on these rows. */
  TEST
}
