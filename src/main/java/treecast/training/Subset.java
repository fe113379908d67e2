package treecast.training;

/** What rows are for. */
public enum Subset {
  TRAINING,
  /** Held out of the training rows: what is chosen is chosen by them. */
  VALIDATION,
  /** Nothing is ever chosen by them. */
  TEST
}
