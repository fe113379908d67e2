package treecast.training;

/** Role of rows in a training. The files have two splits; validation rows come out of the first. */
public enum Role {
  TRAINING,
  /** Held out of the training rows: what is chosen is chosen by them. */
  VALIDATION,
  /** Nothing is ever chosen by them. */
  TEST
}
