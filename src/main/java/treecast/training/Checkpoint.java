package treecast.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checkpoint: all that a training needs to go on after a step as if it had never stopped.
 *
 * @param step steps taken
 * @param weightsStep the step that left the weights: the last one, unless earlier weights were
 *     restored
 * @param weights in the network's order
 * @param slots the optimizer's, each as long as the weights
 * @param statistics the running statistics, in the network's order
 * @param best the best weights so far, where early stopping looks for them
 * @param evaluations how the weights do in the end, if that was looked at since they were last
 *     changed
 * @param history what was recorded from the first step on
 * @param restorePoints earlier states to which it can go back, in the order of their steps
 */
public record Checkpoint(
    int step,
    int weightsStep,
    double[] weights,
    double[][] slots,
    double[] statistics,
    BestWeights best,
    Optional<Evaluations> evaluations,
    History history,
    List<RestorePoint> restorePoints) {

  /** Checkpoint of a training that does not go back. */
  public Checkpoint(
      int step,
      int weightsStep,
      double[] weights,
      double[][] slots,
      double[] statistics,
      BestWeights best,
      Optional<Evaluations> evaluations,
      History history) {
    this(step, weightsStep, weights, slots, statistics, best, evaluations, history, List.of());
  }

  /**
   * Checks that a training of a plan can go on from it.
   *
   * @throws IllegalArgumentException if its arrays do not fit the plan, if it has more steps, or if
   *     it lacks the states to which the plan would go back
   */
  void requireFits(TrainingPlan plan) {
    int parameters = plan.network().parameters();
    require("step", step >= 0 && step <= plan.steps(), step);
    require("weights", weights.length == parameters, weights.length);
    require("statistics", statistics.length == plan.network().statistics(), statistics.length);
    require("slots", fits(plan, slots), slots.length);
    require("best weights", fits(plan, best), best.weights().length);
    require("losses", history.steps() == step, history.steps());
    for (RestorePoint point : restorePoints) {
      require(
          "state of step " + point.step(),
          point.step() <= step
              && point.weights().length == parameters
              && point.statistics().length == plan.network().statistics()
              && fits(plan, point.slots())
              && fits(plan, point.best()),
          point.weights().length);
    }
    DivergencePolicy policy = plan.update().onDivergence();
    if (policy.goesBack()
        && step > policy.since()
        && step < plan.steps()
        && restorePoints.isEmpty()) {
      throw new IllegalArgumentException(
          "expected earlier states to which this plan goes back if it diverges, found none");
    }
  }

  private static boolean fits(TrainingPlan plan, double[][] slots) {
    int parameters = plan.network().parameters();
    return slots.length == plan.update().optimizer().slots()
        && Arrays.stream(slots).allMatch(slot -> slot.length == parameters);
  }

  private static boolean fits(TrainingPlan plan, BestWeights best) {
    return !best.found()
        || (best.weights().length == plan.network().parameters()
            && best.statistics().length == plan.network().statistics());
  }

  private static void require(String what, boolean fits, int found) {
    if (!fits) {
      throw new IllegalArgumentException(
          "expected a checkpoint of this plan, found one of another (%s: %d)"
              .formatted(what, found));
    }
  }

  /** Whether a training that goes on from it computes with finite weights, at least at first. */
  public boolean isFinite(TrainingPlan plan) {
    return DivergenceCause.tensor(plan.network(), weights, statistics).isEmpty();
  }
}
