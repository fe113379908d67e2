package treecast.training;

import java.util.List;

/** Listener to a running training (a callback), called on the thread that runs it. */
public interface TrainingListener {
  /** Listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Called after each step.
   *
   * @param step number of the step, from 1
   * @param rate its learning rate
   * @param loss the loss of its minibatch, with weight decay, before the update
   * @param times its duration by parts
   */
  default void stepped(int step, double rate, double loss, StepTimes times) {}

  /**
   * Called after each evaluation of the network.
   *
   * @param step number of steps taken so far
   */
  default void evaluated(int step, Evaluations evaluations) {}

  /**
   * Called when the training has diverged and gone back: the steps and evaluations behind {@link
   * Divergence#back} do not count any more.
   */
  default void wentBack(Divergence divergence) {}

  /**
   * Called after each step and the evaluation that follows it, if there is one, and after going
   * back. The training can be continued from the state.
   *
   * @param state valid until the next step; a listener that keeps it has to copy it
   */
  default void completed(TrainingState state) {}

  /** Listener that calls several listeners in their order. */
  static TrainingListener all(TrainingListener... listeners) {
    return new SeveralListeners(List.of(listeners));
  }
}
