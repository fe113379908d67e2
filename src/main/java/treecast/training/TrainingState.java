package treecast.training;

import java.util.List;
import java.util.Optional;
import treecast.linalg.DoubleArray;
import treecast.linalg.FlatArray;
import treecast.linalg.Precision;
import treecast.nn.BatchNorm;
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
  private RestorePoints restorePoints = new RestorePoints(List.of(), 0);
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
   * @throws IllegalArgumentException if the plan cannot go on from it
   */
  public static TrainingState of(TrainingPlan plan, Checkpoint from) {
    from.requireFits(plan);
    TrainingState state = new TrainingState(from.weights(), from.slots(), from.statistics());
    state.step = from.step();
    state.weightsStep = from.weightsStep();
    state.best = from.best();
    state.evaluations = from.evaluations().orElse(null);
    state.restorePoints =
        new RestorePoints(from.restorePoints(), from.history().divergences().size());
    return state;
  }

  /**
   * All that a training needs to go on from here, copied.
   *
   * @param history what it has recorded from its first step on
   */
  public Checkpoint checkpoint(History history) {
    RestorePoint now = RestorePoint.copyOf(step, weights, slots, statistics, best);
    return now.checkpoint(weightsStep, evaluations(), history.copy(), restorePoints.held());
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

  /** Learning rate of the next step. */
  double rate(TrainingPlan plan) {
    return restorePoints.rate(plan, step);
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
  public NetworkScorer scorer(TrainingPlan plan) {
    Precision precision = plan.network().precision();
    return new NetworkScorer(plan.network(), precision.of(weights), precision.of(statistics));
  }

  /** Flat weights in a precision, valid until the next step, not to be changed. */
  public FlatArray weights(Precision precision) {
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
   * ({@link treecast.nn.Network#addWeightDecayGradient}) and applies the {@link UpdateRule}.
   *
   * @param sum gradient sum over all shards; widened to doubles; its array is overwritten
   * @return the loss before the update: the (weighted) mean over the minibatch plus the weight
   *     decay term
   * @throws Diverged if the loss is not finite; the state is not changed then
   */
  public double advance(TrainingPlan plan, GradientSum sum) {
    UpdateRule update = plan.update();
    double[] gradient = buffers.gradient(sum.total());
    GradientAndLoss total = plan.network().gradientAndLoss(new DoubleArray(gradient));
    double loss = total.meanLoss() + plan.network().weightDecayLoss(weights, update.weightDecay());
    if (!Double.isFinite(loss)) {
      throw new Diverged(step, loss);
    }
    total.averageGradient();
    plan.network().addWeightDecayGradient(weights, update.weightDecay(), gradient);
    double[][] kept = update.frozen().copies(weights, statistics);
    BatchNorm.updateRunningStatistics(
        statistics, total.statistics(), plan.batches().size(), BatchNorm.MOMENTUM);
    update.apply(gradient, weights, slots, rate(plan), step + 1);
    update.frozen().restore(kept, weights, statistics);
    moveTo(step + 1);
    return loss;
  }

  private void moveTo(int now) {
    step = now;
    weightsStep = now;
    evaluations = null;
  }

  /**
   * Records an evaluation of the current weights, on which early stopping depends. If the training
   * ends here, the best weights are restored if the plan says so.
   *
   * @param found evaluations on the rows that the plan names
   * @throws Diverged if weights are not finite, or if the training ends here with such a loss
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
    boolean over = !goesOn(plan);
    if (over && stopping.restoreBest() && best.found()) {
      evaluations = best.step() == step ? evaluations : null;
      weightsStep = best.step();
      best.restore(weights, statistics);
    } else if (over && !Double.isFinite(found.train().loss())) {
      throw new Diverged(step - 1, found.train().loss());
    }
    // Activations may hide such weights from the loss, as ReLU does.
    DivergenceCause.requireFinite(plan.network(), this);
  }

  /**
   * Keeps a copy of the state, if it is one to which the plan goes back; throws {@link Diverged} if
   * its weights are not finite.
   */
  void keep(TrainingPlan plan) {
    if (restorePoints.lack(plan, step)) {
      DivergenceCause.requireFinite(plan.network(), this);
      restorePoints.add(RestorePoint.copyOf(step, weights, slots, statistics, best));
    }
  }

  /**
   * Goes back to an earlier state, if the plan has the training do so.
   *
   * @throws Diverged as it was given, if the training ends
   */
  Divergence goBack(TrainingPlan plan, Diverged why) {
    RestorePoint to = restorePoints.goBack(plan.update().onDivergence(), why);
    to.restore(weights, slots, statistics);
    best = to.best();
    moveTo(to.step());
    return new Divergence(why.step() + 1, step, why.finding());
  }
}
