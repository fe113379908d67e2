package treecast.training;

/** Listener to many trainings that run side by side, each known by its place among them. */
public interface TrialListener {
  /** One that does not listen. */
  TrialListener NONE = new TrialListener() {};

  /**
   * What listens to one training while it runs, on the thread that computes it. Not asked of
   * trainings that run in another JVM.
   */
  default TrainingListener of(int trial) {
    return TrainingListener.NONE;
  }

  /**
   * A training ended, with a result or without. Told on the thread that runs the trainings.
   *
   * @param seconds how long it took, by itself
   */
  default void finished(int trial, Outcome outcome, double seconds) {}
}
