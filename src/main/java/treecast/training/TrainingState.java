package treecast.training;

import java.util.Arrays;
import java.util.Optional;
import treecast.linalg.DoubleArray;
import treecast.linalg.FlatArray;
import treecast.linalg.Precision;
import treecast.nn.BatchNorm;
import treecast.nn.Frozen;
import treecast.nn.GradientAndLoss;
import treecast.nn.GradientSum;

/**
 * Training state: weights, optimizer slots, running statistics and the number of steps taken. Only
 * the training loop, to which it belongs, advances it.
 */
public final class TrainingState {
  private final double[] weights;
  private final double[][] slots;
  private final double[] statistics;
  private BestWeights best = BestWeights.NONE;
  private int step;
  private int weightsStep;
  private Evaluations evaluations;
  private final StepBuffers buffers = new StepBuffers();

  private TrainingState(double[] weights, double[][] slots, double[] statistics) {
    this.weights = weights;
    this.slots = slots;
    this.statistics = statistics;
  }

  /** Initial state, before the first step. */
  public static TrainingState initial(TrainingPlan plan) {
    return startingFrom(plan, plan.network().initialWeights(plan.initializer(), plan.seed()));
  }

  /**
   * Initial state with given weights.
   *
   * @param weights as long as the network's flat weights; owned by the state afterwards, not copied
   */
  public static TrainingState startingFrom(TrainingPlan plan, double[] weights) {
    return startingFrom(plan, weights, new double[plan.network().statistics()]);
  }

  /** Initial state with given weights and running statistics, such as those of a trained model. */
  public static TrainingState startingFrom(
      TrainingPlan plan, double[] weights, double[] statistics) {
    double[][] slots = new double[plan.update().optimizer().slots()][weights.length];
    return new TrainingState(weights, slots, statistics);
  }

  /**
   * State of a checkpoint, for the same plan or one that ends later.
   *
   * @param from its weights, slots and statistics are used, not copied
   * @throws IllegalArgumentException if its arrays do not fit the plan, or if it has more steps
   */
  public static TrainingState of(TrainingPlan plan, Checkpoint from) {
    int weights = plan.network().parameters();
    int statistics = plan.network().statistics();
    require("step", from.step() >= 0 && from.step() <= plan.steps(), from.step());
    require("weights", from.weights().length == weights, from.weights().length);
    require("statistics", from.statistics().length == statistics, from.statistics().length);
    int slots = plan.update().optimizer().slots();
    boolean whole = Arrays.stream(from.slots()).allMatch(slot -> slot.length == weights);
    require("slots", from.slots().length == slots && whole, from.slots().length);
    BestWeights best = from.best();
    require(
        "best weights",
        !best.found()
            || (best.weights().length == weights && best.statistics().length == statistics),
        best.weights().length);
    require("losses", from.history().steps() == from.step(), from.history().steps());
    TrainingState state = new TrainingState(from.weights(), from.slots(), from.statistics());
    state.step = from.step();
    state.weightsStep = from.weightsStep();
    state.best = best;
    state.evaluations = from.evaluations().orElse(null);
    return state;
  }

  private static void require(String what, boolean fits, int found) {
    if (!fits) {
      throw new IllegalArgumentException(
          "expected a checkpoint of this plan, found one of another (%s: %d)"
              .formatted(what, found));
    }
  }

  /**
   * All that a training needs to go on from here, copied.
   *
   * @param history what it has recorded from its first step on
   */
  public Checkpoint checkpoint(History history) {
    return new Checkpoint(
        step,
        weightsStep,
        weights.clone(),
        Arrays.stream(slots).map(double[]::clone).toArray(double[][]::new),
        statistics.clone(),
        best,
        evaluations(),
        history.copy());
  }

  /** Number of steps taken. */
  public int step() {
    return step;
  }

  /**
   * Number of steps after which the weights had these values: the number taken, unless earlier
   * weights were restored.
   */
  public int weightsStep() {
    return weightsStep;
  }

  /** Whether the training continues: steps are left, and early stopping does not end it. */
  public boolean goesOn(TrainingPlan plan) {
    return step < plan.steps() && !plan.evaluation().stopping().stops(best.evaluationsSince());
  }

  /** Final evaluations, if the weights have not changed since the last complete evaluation. */
  public Optional<Evaluations> evaluations() {
    return Optional.ofNullable(evaluations);
  }

  /** Network with the current weights, valid until the next step. */
  public Scorer scorer(TrainingPlan plan) {
    Precision precision = plan.network().precision();
    return new NetworkScorer(plan.network(), precision.of(weights), precision.of(statistics));
  }

  /** Flat weights in a precision, valid until the next step, not to be changed. */
  FlatArray weights(Precision precision) {
    return buffers.weights(weights, precision);
  }

  /** Flat weights in the network's order, not to be changed. */
  public double[] weights() {
    return weights;
  }

  /** Running statistics in the network's order, not to be changed. */
  public double[] statistics() {
    return statistics;
  }

  /**
   * Update step: divides the gradient by the rows' sum of weights, which is their number without
   * {@linkplain treecast.nn.ClassWeights class weights}, adds the gradient of the weight decay
   * ({@link treecast.nn.Network#addWeightDecayGradient}), clips it ({@link GradientClipping}),
   * updates the running statistics of batch normalisation ({@link
   * BatchNorm#updateRunningStatistics}) and lets the optimizer update the weights. What is {@link
   * Frozen} keeps its bits, and its gradient does not count.
   *
   * @param sum gradient sum over all shards; widened to doubles; its array is overwritten
   * @return the loss before the update: the (weighted) mean over the minibatch plus the weight
   *     decay term
   * @throws Diverged if the loss is not finite; the state is not changed then
   */
  public double advance(TrainingPlan plan, GradientSum sum) {
    UpdateRule update = plan.update();
    int batch = plan.batches().size();
    double[] gradient = buffers.gradient(sum.total());
    GradientAndLoss total = plan.network().gradientAndLoss(new DoubleArray(gradient));
    double loss = total.meanLoss() + plan.network().weightDecayLoss(weights, update.weightDecay());
    if (!Double.isFinite(loss)) {
      throw new Diverged(step, loss);
    }
    total.averageGradient();
    plan.network().addWeightDecayGradient(weights, update.weightDecay(), gradient);
    Frozen frozen = update.frozen();
    frozen.clear(gradient);
    double[][] kept = frozen.copies(weights, statistics);
    GradientClipping.clip(gradient, weights.length, update.clipNorm());
    BatchNorm.updateRunningStatistics(statistics, total.statistics(), batch, BatchNorm.MOMENTUM);
    update.optimizer().step(weights, gradient, slots, update.rateAt(step), step + 1);
    frozen.restore(kept, weights, statistics);
    step++;
    weightsStep = step;
    evaluations = null;
    return loss;
  }

  /**
   * Records an evaluation of the current weights, on which early stopping depends. If the training
   * ends here, the best weights are restored if the plan says so.
   *
   * @param found evaluations on the rows that the plan names
   * @throws Diverged if the training ends here with weights whose loss is not finite
   */
  public void evaluated(TrainingPlan plan, Evaluations found) {
    EarlyStopping stopping = plan.evaluation().stopping();
    if (found.validated() && !stopping.equals(EarlyStopping.NEVER)) {
      best = best.considered(step, found, stopping.minGain(), weights, statistics);
    }
    EvaluationRows rows = plan.evaluation().rows();
    if (rows.equals(rows.atTheEnd())) {
      evaluations = found;
    }
    if (goesOn(plan)) {
      return;
    }
    if (stopping.restoreBest() && best.found()) {
      evaluations = best.step() == step ? evaluations : null;
      weightsStep = best.step();
      best.restore(weights, statistics);
    } else if (!Double.isFinite(found.train().loss())) {
      throw new Diverged(step - 1, found.train().loss());
    }
  }
}
