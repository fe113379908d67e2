package treecast.training;

/** Evaluation schedule: when a network is evaluated during its training. */
public enum EvaluationSchedule {
  /** After each epoch and at the end of the training. */
  EACH_EPOCH,
  /** At the end of the training only. */
  AT_THE_END
}
