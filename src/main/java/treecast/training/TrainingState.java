package treecast.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.Stream;
import treecast.linalg.RawDoubles;
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
  private final BestWeights best = new BestWeights();
  private int step;
  private int weightsStep;
  private Evaluations evaluations;

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
    return new TrainingState(
        weights,
        new double[plan.update().optimizer().slots()][weights.length],
        new double[plan.network().statistics()]);
  }

  /**
   * Decodes a state that {@link #encode} wrote, for the same plan or one that ends later.
   *
   * @throws IllegalArgumentException if its length does not fit the plan
   */
  public static TrainingState decode(TrainingPlan plan, byte[] bytes) {
    TrainingState state = initial(plan);
    int length = Integer.BYTES + state.arrays().mapToInt(a -> a.length * Double.BYTES).sum();
    if (bytes.length != length) {
      throw new IllegalArgumentException(
          "expected a state of %d bytes, found %d".formatted(length, bytes.length));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    state.step = in.getInt();
    state.weightsStep = state.step;
    state
        .arrays()
        .forEach(
            array -> {
              in.asDoubleBuffer().get(array);
              in.position(in.position() + array.length * Double.BYTES);
            });
    return state;
  }

  /** Encodes the state, from which a paused training without early stopping can continue. */
  public byte[] encode() {
    int length = Integer.BYTES + arrays().mapToInt(array -> array.length * Double.BYTES).sum();
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(step);
    arrays().forEach(array -> out.put(RawDoubles.encode(array)));
    return out.array();
  }

  private Stream<double[]> arrays() {
    return Stream.of(Stream.of(weights), Stream.of(slots), Stream.of(statistics))
        .flatMap(arrays -> arrays);
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
    return new NetworkScorer(plan.network(), weights, statistics);
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
   * Update step: divides the gradient by the number of rows, adds the gradient of the weight decay
   * ({@link treecast.nn.Network#addWeightDecayGradient}), clips it ({@link GradientClipping}),
   * updates the running statistics of batch normalisation ({@link
   * BatchNorm#updateRunningStatistics}) and lets the optimizer update the weights.
   *
   * @param sum gradient sum over all shards; its array is overwritten
   * @return the loss before the update: the mean over the minibatch plus the weight decay term
   * @throws Diverged if the loss is not finite; the state is not changed then
   */
  public double advance(TrainingPlan plan, GradientSum sum) {
    UpdateRule update = plan.update();
    int batch = plan.batches().size();
    GradientAndLoss total = plan.network().gradientAndLoss(sum.total());
    double loss =
        total.loss() / batch + plan.network().weightDecayLoss(weights, update.weightDecay());
    if (!Double.isFinite(loss)) {
      throw new Diverged(step, loss);
    }
    total.averageGradient(batch);
    double[] gradient = total.values();
    plan.network().addWeightDecayGradient(weights, update.weightDecay(), gradient);
    GradientClipping.clip(gradient, weights.length, update.clipNorm());
    BatchNorm.updateRunningStatistics(statistics, total.statistics(), batch, BatchNorm.MOMENTUM);
    update.optimizer().step(weights, gradient, slots, update.rateAt(step), step + 1);
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
      best.consider(step, found.validation(), weights, statistics);
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
