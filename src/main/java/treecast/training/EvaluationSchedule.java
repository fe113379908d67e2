package treecast.training;

/** When a network is evaluated. */
public enum EvaluationSchedule {
  /** At the end of each epoch, and of the training. */
  EACH_EPOCH,
  /** At the end of the training alone. */
  AT_THE_END
}
