package treecast.training;

/** Listener to several trainings that run at the same time, each identified by its index. */
public interface TrialListener {
  /** Listener that does nothing. */
  TrialListener NONE = new TrialListener() {};

  /**
   * Listener to one training while it runs, called on the thread that computes it. Trainings in
   * another JVM have none.
   */
  default TrainingListener of(int trial) {
    return TrainingListener.NONE;
  }

  /**
   * Called when a training has ended, with or without a result, on the thread that called {@link
   * TrialRunner#run}.
   *
   * @param seconds duration of this training
   */
  default void finished(int trial, Outcome outcome, double seconds) {}
}
