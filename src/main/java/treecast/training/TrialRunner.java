package treecast.training;

import java.util.Arrays;
import java.util.List;

/**
 * Runner of many trainings on the rows of one data set, several at once: each packed into one task,
 * or each data-parallel. The bits are the same.
 */
public interface TrialRunner extends AutoCloseable {

  /**
   * Runs trainings, as many at a time as there is room for, in any order. One whose executor is
   * lost begins anew elsewhere.
   *
   * @param listener is told of each training as soon as it has ended, on this thread; what it
   *     throws ends the run
   * @throws IllegalStateException if the trainings cannot be run for another reason than their own
   */
  void run(List<Trial> trials, TrialListener listener);

  /**
   * Runs trainings and returns what became of each, in their order.
   *
   * @throws IllegalStateException if one could not be trained at all
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

  /** Lets go of the rows. */
  @Override
  void close();
}
