package treecast.training;

import java.io.Serializable;
import java.util.Optional;
import treecast.data.ShardAssignment;

/**
 * Trial: one of several trainings on the rows of one data set.
 *
 * @param name name of the trial, for messages
 * @param plan everything on which its result depends
 * @param trainRows number of the data set's first training rows that it uses
 * @param start encoded checkpoint from which it continues ({@link CheckpointFile#encode}); empty
 *     for a new training
 * @param keeps arrays that its outcome contains
 * @param limitSeconds time limit in seconds
 */
public record Trial(
    String name, TrainingPlan plan, int trainRows, byte[] start, Keeps keeps, double limitSeconds)
    implements Serializable {
  /** Number of seconds that means no time limit. */
  public static final double NO_LIMIT = 1e9;

  /**
   * Cost of a training row (forward and backward pass), relative to an evaluated row (forward
   * pass).
   */
  private static final double TRAINING = 3;

  private static final byte[] NOTHING = {};

  /** Arrays that an outcome contains; they are large. */
  public enum Keeps {
    NUMBERS,
    /** The weights and running statistics. */
    WEIGHTS,
    /** The encoded state from which a later training continues. */
    STATE
  }

  /**
   * Checks the number of rows.
   *
   * @throws IllegalArgumentException if the plan is for another number of training rows
   */
  public Trial {
    int held =
        plan.evaluation().holdOut().rows(new ShardAssignment(trainRows, plan.batches().shards()));
    if (plan.batches().rows() != trainRows - held) {
      throw new IllegalArgumentException(
          "%s: expected a plan for %d rows, found one for %d"
              .formatted(name, trainRows - held, plan.batches().rows()));
    }
  }

  /** New training without a time limit. */
  public Trial(String name, TrainingPlan plan, int trainRows, Keeps keeps) {
    this(name, plan, trainRows, NOTHING, keeps, NO_LIMIT);
  }

  /**
   * Runs the training. The outcome has the same bits on every engine; its history is that of the
   * steps taken now.
   *
   * @param engine holds the rows, assigned to the plan's number of shards
   * @param listener called after each step
   */
  public Outcome run(Engine engine, TrainingListener listener) {
    History history = new History();
    TimeLimit limit = new TimeLimit(limitSeconds);
    try {
      Optional<Checkpoint> from =
          start.length == 0
              ? Optional.empty()
              : Optional.of(CheckpointFile.decode(start, "the checkpoint of " + name));
      TrainingState state =
          from.map(checkpoint -> TrainingState.of(plan, checkpoint))
              .orElseGet(() -> TrainingState.initial(plan));
      History whole = from.map(Checkpoint::history).orElseGet(History::new);
      Evaluations evaluations =
          new Trainer(plan, engine)
              .run(state, TrainingListener.all(history, whole, listener, limit));
      return kept(Outcome.Trained.of(state, history, evaluations), state, whole);
    } catch (Diverged e) {
      return new Outcome.Failed(TrialStatus.DIVERGED, e, e.step(), history);
    } catch (TimeLimit.Reached e) {
      return new Outcome.Failed(TrialStatus.OUT_OF_TIME, e, history.steps(), history);
    } catch (RuntimeException e) {
      return new Outcome.Failed(TrialStatus.FAILED, e, history.steps(), history);
    }
  }

  private Outcome.Trained kept(Outcome.Trained trained, TrainingState state, History whole) {
    return switch (keeps) {
      case NUMBERS -> trained.withoutWeights();
      case WEIGHTS -> trained;
      case STATE ->
          trained.withoutWeights().withState(CheckpointFile.encode(state.checkpoint(whole)));
    };
  }

  /**
   * Estimated cost without a unit: number of computed rows times number of weights.
   *
   * @param testRows number of test rows
   */
  public double cost(int testRows) {
    EvaluationRows rows = plan.evaluation().rows();
    double evaluated =
        (double) rows.rows(Role.TRAINING, plan.batches().rows())
            + rows.rows(Role.VALIDATION, trainRows - plan.batches().rows())
            + rows.rows(Role.TEST, testRows);
    double trained = TRAINING * plan.steps() * plan.batches().size();
    return (trained + plan.evaluations() * evaluated) * plan.network().parameters();
  }
}
