package treecast.search;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import treecast.training.Diverged;
import treecast.training.Evaluations;
import treecast.training.Outcome;
import treecast.training.Sha256;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/**
 * A proposal with all that is needed to run it, wherever that is.
 *
 * @param plans one for each repetition; a plan that pauses ends there
 * @param paused where each repetition paused in an earlier round; none if it begins
 * @param before what each had recorded until then
 * @param goesOn whether a later round may want to go on from where it pauses now
 * @param limitSeconds how long it may take, or {@link #NO_LIMIT}
 */
public record TrialRun(
    Proposal proposal,
    int round,
    List<TrainingPlan> plans,
    List<byte[]> paused,
    List<Repetition> before,
    boolean goesOn,
    double limitSeconds)
    implements Serializable {
  /** Longer than anybody waits. */
  public static final double NO_LIMIT = 1e9;

  /**
   * Trains every repetition, one after the other.
   *
   * @param trainer the loop of a plan
   */
  public Finished run(Function<TrainingPlan, Outcome.Loop> trainer) {
    long start = System.nanoTime();
    List<Repetition> repetitions = new ArrayList<>();
    List<byte[]> states = new ArrayList<>();
    Watch watch = new Watch(start + (long) (1e9 * Math.min(limitSeconds, NO_LIMIT)));
    Ending ending = Ending.FINISHED;
    String reason = "";
    try {
      for (int i = 0; i < plans.size(); i++) {
        repetitions.add(repeat(i, trainer.apply(plans.get(i)), watch, states));
      }
    } catch (Diverged e) {
      ending = Ending.DIVERGED;
      reason = e.getMessage();
    } catch (OutOfTime e) {
      ending = Ending.OUT_OF_TIME;
      reason = "longer than %s s".formatted(limitSeconds);
    } catch (RuntimeException e) {
      ending = Ending.FAILED;
      reason = String.valueOf(e);
    }
    boolean finished = ending == Ending.FINISHED;
    Result result =
        new Result(
            proposal.trial(),
            round,
            proposal.epochs(),
            proposal.point(),
            ending,
            reason,
            finished ? repetitions : List.of(),
            watch.epochs(),
            (System.nanoTime() - start) / 1e9);
    return new Finished(result, finished ? states : List.of());
  }

  private Repetition repeat(int i, Outcome.Loop loop, Watch watch, List<byte[]> states) {
    TrainingPlan plan = plans.get(i);
    TrainingState state =
        paused.isEmpty() ? TrainingState.initial(plan) : TrainingState.decode(plan, paused.get(i));
    watch.follow(plan, paused.isEmpty() ? null : before.get(i));
    Evaluations found = loop.run(state, watch);
    if (goesOn) {
      states.add(state.encode());
    }
    return new Repetition(
        plan.seed(),
        found.validation().accuracy(),
        plan.epochs(state.weightsStep()),
        Sha256.ofWeights(state.weights(), state.statistics()),
        watch.training.stream().mapToDouble(Double::doubleValue).toArray(),
        watch.validation.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Records accuracies, counts epochs and looks at the clock. */
  private static final class Watch implements TrainingListener {
    private final long end;
    private final List<Double> training = new ArrayList<>();
    private final List<Double> validation = new ArrayList<>();
    private TrainingPlan plan;
    private int steps;
    private double epochsBefore;

    Watch(long end) {
      this.end = end;
    }

    void follow(TrainingPlan next, Repetition earlier) {
      epochsBefore = epochs();
      plan = next;
      steps = 0;
      training.clear();
      validation.clear();
      if (earlier != null) {
        for (int i = 0; i < earlier.training().length; i++) {
          training.add(earlier.training()[i]);
          validation.add(earlier.validation()[i]);
        }
      }
    }

    /** Those of all repetitions. */
    double epochs() {
      return plan == null ? 0 : epochsBefore + plan.epochs(steps);
    }

    @Override
    public void stepped(int step, double rate, double loss, StepTimes times) {
      steps++;
      if (System.nanoTime() - end > 0) {
        throw new OutOfTime();
      }
    }

    @Override
    public void evaluated(int step, Evaluations found) {
      training.add(found.train().accuracy());
      validation.add(found.validation().accuracy());
    }
  }

  private static final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTime() {
      super("out of time", null, false, false);
    }
  }
}
