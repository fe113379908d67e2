package treecast.training;

import java.io.Serializable;
import treecast.data.ShardAssignment;

/**
 * Trial: one of several trainings on the rows of one data set.
 *
 * @param name what it is called among them
 * @param plan all that decides it
 * @param trainRows how many of the data set's first training rows it has
 * @param start the state it goes on from, as {@link TrainingState#encode} has it; empty to begin
 * @param keeps what its outcome has besides numbers
 * @param limitSeconds how long it may take
 */
public record Trial(
    String name, TrainingPlan plan, int trainRows, byte[] start, Keeps keeps, double limitSeconds)
    implements Serializable {
  /** Longer than anybody waits. */
  public static final double NO_LIMIT = 1e9;

  /** What a row costs that trains, forward and backward, when one that is evaluated costs 1. */
  private static final double TRAINING = 3;

  private static final byte[] NOTHING = {};

  /** What an outcome has besides numbers: arrays are large. */
  public enum Keeps {
    NUMBERS,
    /** The weights and running statistics. */
    WEIGHTS,
    /** The state that a later training goes on from. */
    STATE
  }

  /**
   * Checks that the plan is for these rows.
   *
   * @throws IllegalArgumentException if it is for another number of them
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

  /** One that begins at the beginning and takes as long as it takes. */
  public Trial(String name, TrainingPlan plan, int trainRows, Keeps keeps) {
    this(name, plan, trainRows, NOTHING, keeps, NO_LIMIT);
  }

  /**
   * Trains. The outcome has the same bits on every engine.
   *
   * @param engine where the rows are, dealt to the plan's shards
   * @param listener who hears of each step
   */
  public Outcome run(Engine engine, TrainingListener listener) {
    History history = new History();
    TimeLimit limit = new TimeLimit(limitSeconds);
    try {
      TrainingState state =
          start.length == 0 ? TrainingState.initial(plan) : TrainingState.decode(plan, start);
      Evaluations evaluations =
          new Trainer(plan, engine).run(state, TrainingListener.all(history, listener, limit));
      return kept(Outcome.Trained.of(state, history, evaluations), state);
    } catch (Diverged e) {
      return new Outcome.Failed(TrialStatus.DIVERGED, e, e.step(), history);
    } catch (TimeLimit.Reached e) {
      return new Outcome.Failed(TrialStatus.OUT_OF_TIME, e, history.steps(), history);
    } catch (RuntimeException e) {
      return new Outcome.Failed(TrialStatus.FAILED, e, history.steps(), history);
    }
  }

  private Outcome.Trained kept(Outcome.Trained trained, TrainingState state) {
    return switch (keeps) {
      case NUMBERS -> trained.withoutWeights();
      case WEIGHTS -> trained;
      case STATE -> trained.withoutWeights().withState(state.encode());
    };
  }

  /**
   * About how long it takes, in no unit: rows that are computed times weights.
   *
   * @param testRows number of test rows
   */
  public double work(int testRows) {
    EvaluationRows rows = plan.evaluation().rows();
    double evaluated =
        (double) rows.rows(Role.TRAINING, plan.batches().rows())
            + rows.rows(Role.VALIDATION, trainRows - plan.batches().rows())
            + rows.rows(Role.TEST, testRows);
    double trained = TRAINING * plan.steps() * plan.batches().size();
    return (trained + plan.evaluations() * evaluated) * plan.network().parameters();
  }
}
