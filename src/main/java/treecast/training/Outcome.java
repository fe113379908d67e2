package treecast.training;

import java.io.Serializable;

/** What becomes of a whole training: it may diverge while others beside it do not. */
public sealed interface Outcome extends Serializable {

  /**
   * The training that came to its end.
   *
   * @throws Diverged if it did not
   */
  Trained orElseThrow();

  /**
   * It came to its end.
   *
   * @param weights what it ended with
   * @param statistics the running statistics that belong to them
   * @param steps steps taken
   * @param weightsStep the step that left the weights
   * @param history what it recorded
   * @param evaluations how the weights do on all rows
   */
  record Trained(
      double[] weights,
      double[] statistics,
      int steps,
      int weightsStep,
      History history,
      Evaluations evaluations)
      implements Outcome {
    @Override
    public Trained orElseThrow() {
      return this;
    }
  }

  /** It diverged. */
  record Failed(Diverged why) implements Outcome {
    @Override
    public Trained orElseThrow() {
      throw why;
    }
  }

  /** A trainer's loop. */
  interface Loop {
    Evaluations run(TrainingState state, TrainingListener listener);
  }

  /**
   * Runs a whole training.
   *
   * @param listener who else hears of it
   */
  static Outcome of(TrainingPlan plan, TrainingListener listener, Loop loop) {
    TrainingState state = TrainingState.initial(plan);
    History history = new History();
    try {
      Evaluations evaluations = loop.run(state, TrainingListener.all(history, listener));
      return new Trained(
          state.weights(),
          state.statistics(),
          state.step(),
          state.weightsStep(),
          history,
          evaluations);
    } catch (Diverged e) {
      return new Failed(e);
    }
  }
}
