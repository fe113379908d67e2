package treecast.training;

import java.io.Serializable;
import treecast.data.Sha256;

/** Outcome of a training: a result, or the reason why there is none. */
public sealed interface Outcome extends Serializable {

  /** Status of the training at its end. */
  TrialStatus status();

  /**
   * Result of the training.
   *
   * @throws Diverged if it diverged
   * @throws IllegalStateException if it failed or was out of time
   */
  Trained orElseThrow();

  /** History, up to the end or the failure. */
  History history();

  /**
   * Result of a training that has finished.
   *
   * @param weights the final weights; empty if they were not requested
   * @param statistics the final running statistics; empty if they were not requested
   * @param weightsSha256 SHA-256 of weights and statistics, even if these are empty
   * @param state the encoded checkpoint ({@link CheckpointFile#encode}) from which a later training
   *     continues; empty if it was not requested
   * @param steps number of steps taken
   * @param weightsStep number of steps after which the weights had these values
   * @param history losses and evaluations
   * @param evaluations the final evaluations, of these weights
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

    /** Result of a final state. */
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

    /** Copy without weights and statistics, which are large. */
    Trained withoutWeights() {
      return new Trained(
          NO_NUMBERS, NO_NUMBERS, weightsSha256, state, steps, weightsStep, history, evaluations);
    }

    /** Copy with an evaluation on test rows that were not used in the training. */
    public Trained tested(Evaluation test) {
      Evaluations with =
          new Evaluations(evaluations.train(), evaluations.validation(), test, evaluations.score());
      return new Trained(
          weights, statistics, weightsSha256, state, steps, weightsStep, history, with);
    }

    /** Copy with the encoded state. */
    Trained withState(byte[] encoded) {
      return new Trained(
          weights, statistics, weightsSha256, encoded, steps, weightsStep, history, evaluations);
    }

    /**
     * Copy with the weights and statistics of its encoded state, and the whole history from the
     * first step on, in place of the state.
     */
    public Trained unpacked() {
      Checkpoint end = CheckpointFile.decode(state, "the state of a training");
      return new Trained(
          end.weights(),
          end.statistics(),
          weightsSha256,
          NO_STATE,
          steps,
          weightsStep,
          end.history(),
          evaluations);
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
   * Training that ended without a result.
   *
   * @param why a {@link Diverged} if it diverged, else the exception that ended it
   * @param step number of steps taken
   * @param history losses and evaluations until then
   */
  record Failed(TrialStatus status, RuntimeException why, int step, History history)
      implements Outcome {
    /**
     * Copy whose exception has no cause and no suppressed exceptions, which may not be
     * serialisable.
     */
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
