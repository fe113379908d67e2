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

  /** What it recorded, to its end or until it diverged. */
  History history();

  /** The same without weights, which are large. */
  Outcome withoutWeights();

  /**
   * It came to its end.
   *
   * @param weights what it ended with; empty where nobody wanted them
   * @param statistics the running statistics that belong to them; empty with them
   * @param steps steps taken
   * @param weightsStep the step that left the weights
   * @param history what it recorded
   * @param evaluations how the weights do in the end
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

    @Override
    public Trained withoutWeights() {
      return new Trained(new double[0], new double[0], steps, weightsStep, history, evaluations);
    }
  }

  /**
   * It diverged.
   *
   * @param history what it recorded until then
   */
  record Failed(Diverged why, History history) implements Outcome {
    @Override
    public Trained orElseThrow() {
      throw why;
    }

    @Override
    public Failed withoutWeights() {
      return this;
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
      return new Failed(e, history);
    }
  }
}
