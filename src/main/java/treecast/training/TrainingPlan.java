package treecast.training;

import java.io.Serializable;
import java.util.List;
import treecast.data.MinibatchSampling;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.linalg.FlatArray;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;
import treecast.linalg.Workspace;
import treecast.nn.Architecture;
import treecast.nn.Frozen;
import treecast.nn.GradientAndLoss;
import treecast.nn.GradientSum;
import treecast.nn.Initializer;
import treecast.nn.Network;
import treecast.optim.Adam;
import treecast.optim.Optimizer;

/**
 * Training plan: everything on which the result of a training depends. Two runs of one plan on the
 * same rows give the same bits.
 *
 * @param network the layers
 * @param initializer the initial weights
 * @param update optimizer, learning rate, weight decay and gradient clipping
 * @param batches batch size, sampling and number of shards
 * @param steps number of updates
 * @param seed seed of all random numbers
 * @param evaluation validation rows, evaluations and early stopping
 */
public record TrainingPlan(
    Network network,
    Initializer initializer,
    UpdateRule update,
    Batches batches,
    int steps,
    long seed,
    EvaluationPolicy evaluation)
    implements Serializable {
  private static final int CACHED_ROWS = 256;
  private static final int SHARDS = 8;
  private static final int BATCH = 128;

  /**
   * Default plan: Adam with its default learning rate, one epoch of shuffled minibatches with a
   * batch size of 128 over 8 shards (fewer if there are fewer rows), seed 1.
   *
   * @param architecture the network, its initial weights and its weight decay
   * @param rows number of training rows, 1 or more
   */
  public static TrainingPlan of(Architecture architecture, int rows) {
    Adam adam = new Adam(0.9, 0.999);
    Batches batches =
        new Batches(
            Math.min(BATCH, rows), Math.min(SHARDS, rows), MinibatchSampling.SHUFFLED, rows);
    return new TrainingPlan(
        architecture.network(),
        architecture.initializer(),
        new UpdateRule(adam, adam.defaultRate()).withWeightDecay(architecture.weightDecay()),
        batches,
        (int) batches.steps(1),
        1,
        EvaluationPolicy.PLAIN);
  }

  /**
   * Copy that leaves parameters as they are. A batch norm whose gamma and beta are both frozen
   * keeps its running statistics, and normalises by them.
   *
   * @param names names of the parameters, such as W1, b1, gamma1 and beta1
   * @param running running statistics at the beginning of the training
   * @throws IllegalArgumentException if there is no such parameter, or if none is left to train
   */
  public TrainingPlan withFrozen(List<String> names, double[] running) {
    Frozen frozen = Frozen.of(network, names);
    Network fixed = network.frozen(frozen, running);
    return new TrainingPlan(
        fixed, initializer, update.withFrozen(frozen), batches, steps, seed, evaluation);
  }

  /** Copy with another update rule. */
  public TrainingPlan withUpdate(UpdateRule other) {
    return new TrainingPlan(network, initializer, other, batches, steps, seed, evaluation);
  }

  /** Copy with another optimizer and a constant learning rate. */
  public TrainingPlan withOptimizer(Optimizer optimizer, double rate) {
    return withUpdate(update.withOptimizer(optimizer, rate));
  }

  /** Copy with other minibatch settings and the same number of steps. */
  public TrainingPlan withBatches(Batches other) {
    return new TrainingPlan(network, initializer, update, other, steps, seed, evaluation);
  }

  /** Copy with another number of steps. */
  public TrainingPlan withSteps(int other) {
    return new TrainingPlan(network, initializer, update, batches, other, seed, evaluation);
  }

  /**
   * Copy with a number of epochs instead of steps.
   *
   * @throws ArithmeticException if the number of steps is 2^31 or more
   */
  public TrainingPlan withEpochs(int epochs) {
    return withSteps(Math.toIntExact(batches.steps(epochs)));
  }

  /** Copy with another seed. */
  public TrainingPlan withSeed(long other) {
    return new TrainingPlan(network, initializer, update, batches, steps, other, evaluation);
  }

  /**
   * Copy with another evaluation policy. If it holds out rows, {@link Batches#rows} has to be the
   * number of the remaining training rows.
   */
  public TrainingPlan withEvaluation(EvaluationPolicy other) {
    return new TrainingPlan(network, initializer, update, batches, steps, seed, other);
  }

  /**
   * Plan of an ensemble's member: a copy with another seed, which is a pure function of the seed
   * and the member's number. The rows held out stay the same.
   *
   * @param number number of the member, from 1
   */
  public TrainingPlan member(int number) {
    return withSeed(RandomStream.of(Purpose.ENSEMBLE_MEMBER, seed, number).bits(0));
  }

  /**
   * Copy that ends earlier, after a number of epochs. Its steps are the first steps of this plan,
   * which can continue from its final state.
   */
  public TrainingPlan until(int epochs) {
    return withSteps((int) Math.min(steps, batches.steps(epochs)));
  }

  /**
   * Copy in which everything is decided that depends on the classes of the training rows: the rows
   * of a stratified hold-out split, and balanced class weights.
   *
   * @param engine holds the rows
   */
  public TrainingPlan decided(Engine engine) {
    EvaluationPolicy policy = evaluation.with(TrainingClasses.decide(evaluation.holdOut(), engine));
    return new TrainingPlan(
        TrainingClasses.decide(network, policy, engine),
        initializer,
        update,
        batches,
        steps,
        seed,
        policy);
  }

  /**
   * Gradient of one shard in one step: the same arguments give the same bits on any machine.
   *
   * @param weights the network's flat weights, in its precision
   * @param shard a shard of all training rows
   * @param step number of steps taken before this one
   * @param pool supplies the array of the sum
   */
  public GradientSum gradient(FlatArray weights, Shard shard, int step, ArrayPool pool) {
    Workspace workspace = Workspace.ofThisThread(network.precision());
    boolean empty = batches.ofShard(shard.index()) == 0;
    GradientAndLoss sum = empty ? network.gradientAndLoss() : network.gradientAndLoss(pool);
    MinibatchParts.forEach(
        this,
        shard,
        step,
        workspace,
        (rows, masks) -> network.addGradient(weights, rows, masks, workspace, sum));
    return GradientSum.of(shard.index(), batches.shards(), sum.array());
  }

  /**
   * Number of rows of a minibatch that are computed at once: all rows if a layer needs the
   * statistics of the whole minibatch, else so few that the activations stay in the cache.
   */
  int rowsAtOnce(int minibatch) {
    return network.statistics() > 0 ? minibatch : Math.min(minibatch, CACHED_ROWS);
  }

  /**
   * Whether the network is evaluated after this number of steps: at the end of the training or of
   * an epoch.
   */
  public boolean evaluatesAfter(int step) {
    return step == steps || (evaluatesEachEpoch() && batches.endEpoch(step));
  }

  /** Number of evaluations of the whole training. */
  public int evaluations() {
    return evaluatesEachEpoch() ? (int) Math.ceil(batches.epochs(steps)) : 1;
  }

  private boolean evaluatesEachEpoch() {
    return evaluation.schedule() == EvaluationSchedule.EACH_EPOCH;
  }
}
