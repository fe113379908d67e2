package treecast.training;

import java.io.Serializable;

/** Outcome of a whole training: it may diverge or fail while others beside it do not. */
public sealed interface Outcome extends Serializable {

  /** How it ended. */
  TrialStatus status();

  /**
   * The training that came to its end.
   *
   * @throws Diverged if it diverged
   * @throws IllegalStateException if it failed or was out of time
   */
  Trained orElseThrow();

  /** What it recorded, to its end or until it stopped. */
  History history();

  /**
   * The training came to its end.
   *
   * @param weights what it ended with; empty where nobody wanted them
   * @param statistics the running statistics that belong to them; empty with them
   * @param weightsSha256 SHA-256 of weights and statistics, also where they are not here
   * @param state what a later training needs to go on from here; empty where nobody wanted it
   * @param steps steps taken
   * @param weightsStep the step that left the weights
   * @param history what it recorded
   * @param evaluations how the weights do in the end
   */
  record Trained(
      double[] weights,
      double[] statistics,
      String weightsSha256,
      byte[] state,
      int steps,
      int weightsStep,
      History history,
      Evaluations evaluations)
      implements Outcome {
    private static final double[] NO_NUMBERS = {};
    private static final byte[] NO_STATE = {};

    /** That of a state at its end. */
    static Trained of(TrainingState state, History history, Evaluations evaluations) {
      return new Trained(
          state.weights(),
          state.statistics(),
          Sha256.ofWeights(state.weights(), state.statistics()),
          NO_STATE,
          state.step(),
          state.weightsStep(),
          history,
          evaluations);
    }

    /** The same without weights and statistics, which are large. */
    Trained withoutWeights() {
      return new Trained(
          NO_NUMBERS, NO_NUMBERS, weightsSha256, state, steps, weightsStep, history, evaluations);
    }

    /** The same, evaluated on test rows that had no part in the training. */
    public Trained tested(Evaluation test) {
      Evaluations with = new Evaluations(evaluations.train(), evaluations.validation(), test);
      return new Trained(
          weights, statistics, weightsSha256, state, steps, weightsStep, history, with);
    }

    /** The same with the state to go on from. */
    Trained withState(byte[] encoded) {
      return new Trained(
          weights, statistics, weightsSha256, encoded, steps, weightsStep, history, evaluations);
    }

    @Override
    public TrialStatus status() {
      return TrialStatus.FINISHED;
    }

    @Override
    public Trained orElseThrow() {
      return this;
    }
  }

  /**
   * The training stopped without a result.
   *
   * @param why a {@link Diverged} if it diverged, else whatever stopped it
   * @param step steps taken before that showed
   * @param history what it recorded until then
   */
  record Failed(TrialStatus status, RuntimeException why, int step, History history)
      implements Outcome {
    /** The same whose exception holds nothing else, which may not be serialisable. */
    public Failed bare() {
      if (status != TrialStatus.FAILED) {
        return this;
      }
      RuntimeException bare = new IllegalStateException(String.valueOf(why));
      bare.setStackTrace(why.getStackTrace());
      return new Failed(status, bare, step, history);
    }

    @Override
    public Trained orElseThrow() {
      throw why;
    }
  }
}
