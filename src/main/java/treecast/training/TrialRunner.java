package treecast.training;

import java.util.Arrays;
import java.util.List;

/**
 * Runner of many trainings on the rows of one data set, several at once: each packed into one task,
 * or each data-parallel. The bits are the same.
 */
public interface TrialRunner extends AutoCloseable {

  /**
   * Runs trainings, several at a time, in any order. A training whose executor is lost is restarted
   * on another one.
   *
   * @param listener called when a training has ended, on this thread; an exception that it throws
   *     ends the run
   * @throws IllegalStateException if the trainings cannot be run for a reason outside of them
   */
  void run(List<Trial> trials, TrialListener listener);

  /**
   * Runs trainings and returns their outcomes in the order of the trials.
   *
   * @throws IllegalStateException if a training could not be run at all
   */
  default List<Outcome> outcomes(List<Trial> trials, TrialListener listener) {
    Outcome[] outcomes = new Outcome[trials.size()];
    run(
        trials,
        new TrialListener() {
          @Override
          public TrainingListener of(int trial) {
            return listener.of(trial);
          }

          @Override
          public void finished(int trial, Outcome outcome, double seconds) {
            if (outcome.status() == TrialStatus.FAILED) {
              outcome.orElseThrow();
            }
            outcomes[trial] = outcome;
            listener.finished(trial, outcome, seconds);
          }
        });
    return Arrays.asList(outcomes);
  }

  /** Releases the rows. */
  @Override
  void close();
}
