package treecast.training;

/**
 * Hears of many trainings that run side by side, each by its place among them. It is told on
 * several threads, also at once.
 */
public interface TrialListener {
  /** One that does not listen. */
  TrialListener NONE = new TrialListener() {};

  /**
   * A training took a step. Not told of trainings that run in another JVM.
   *
   * @param step its number, from 1
   */
  default void stepped(int trial, int step) {}

  /**
   * A training came to its end, or diverged.
   *
   * @param seconds how long it took, by itself
   */
  default void finished(int trial, Outcome outcome, double seconds) {}
}
