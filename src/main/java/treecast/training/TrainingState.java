package treecast.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.Stream;
import treecast.linalg.RawDoubles;
import treecast.nn.BatchNorm;
import treecast.nn.Contribution;
import treecast.nn.GradientSum;

/**
 * Where a training stands: arrays and numbers, and nothing else. It belongs to the loop that runs
 * the training, which alone advances it.
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

  /** The state before the first step. */
  public static TrainingState initial(TrainingPlan plan) {
    return startingFrom(plan, plan.network().initialWeights(plan.initializer(), plan.seed()));
  }

  /**
   * The state before the first step, with weights from elsewhere.
   *
   * @param weights as many as the network has; taken over, not copied
   */
  public static TrainingState startingFrom(TrainingPlan plan, double[] weights) {
    return new TrainingState(
        weights,
        new double[plan.update().optimizer().slots()][weights.length],
        new double[plan.network().statistics()]);
  }

  /**
   * A state that {@link #encode} wrote down, of the same plan or of one that ends later.
   *
   * @throws IllegalArgumentException if it is not as long as the plan's
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

  /** What a training that pauses needs to go on: without early stopping, that is all of it. */
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

  /** Steps taken. */
  public int step() {
    return step;
  }

  /** The step that left the weights: the last one, unless earlier weights were restored. */
  public int weightsStep() {
    return weightsStep;
  }

  /** Whether another step is to be taken. */
  public boolean goesOn(TrainingPlan plan) {
    return step < plan.steps() && best.evaluationsSince() < plan.evaluation().stopping().patience();
  }

  /** How the weights do in the end, if that was looked at since they were last changed. */
  public Optional<Evaluations> evaluations() {
    return Optional.ofNullable(evaluations);
  }

  /** The network as it stands; good until the next step. */
  public Scorer scorer(TrainingPlan plan) {
    return new WeightedNetwork(plan.network(), weights, statistics);
  }

  /** The weights, in the network's order; not to be changed. */
  public double[] weights() {
    return weights;
  }

  /** The running statistics, in the network's order; not to be changed. */
  public double[] statistics() {
    return statistics;
  }

  /**
   * Takes one step: divides by the number of examples, adds the weight decay once, clips the
   * gradient, moves the running statistics and lets the optimizer move the weights.
   *
   * @param sum the sum over all shards; its array is overwritten
   * @return the loss whose gradient was used: the mean over the minibatch plus the penalty
   * @throws Diverged if that loss is not a finite number; this state then stays as it is
   */
  public double advance(TrainingPlan plan, GradientSum sum) {
    UpdateRule update = plan.update();
    int batch = plan.batches().size();
    Contribution total = plan.network().contribution(sum.total());
    double loss = total.loss() / batch + plan.network().penalty(weights, update.weightDecay());
    if (!Double.isFinite(loss)) {
      throw new Diverged(step, loss);
    }
    total.averageGradient(batch);
    double[] gradient = total.values();
    plan.network().addPenaltyGradient(weights, update.weightDecay(), gradient);
    GradientClipping.clip(gradient, weights.length, update.clipNorm());
    BatchNorm.moveStatistics(statistics, total.statistics(), batch, BatchNorm.MOMENTUM);
    update.optimizer().step(weights, gradient, slots, update.rateAt(step), step + 1);
    step++;
    weightsStep = step;
    evaluations = null;
    return loss;
  }

  /**
   * Hears how the present weights do. This decides whether the training goes on, and if it does not
   * which weights it ends with.
   *
   * @param found on the rows that the plan names
   * @throws Diverged if it ends with weights whose loss is no finite number: no later step is there
   *     to notice
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
