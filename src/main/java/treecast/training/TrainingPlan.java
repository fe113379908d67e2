package treecast.training;

import java.io.Serializable;
import treecast.data.BatchRequest;
import treecast.data.Minibatch;
import treecast.data.Sampling;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.linalg.Clock.Part;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;
import treecast.linalg.Workspace;
import treecast.nn.Architecture;
import treecast.nn.Contribution;
import treecast.nn.GradientSum;
import treecast.nn.Initializer;
import treecast.nn.Masks;
import treecast.nn.Network;
import treecast.optim.Adam;
import treecast.optim.Optimizer;

/**
 * Training plan: all that decides a training. Two runs of one plan on the same rows give the same
 * bits.
 *
 * @param network the layers
 * @param initializer where the weights begin
 * @param update how a gradient moves the weights
 * @param batches which rows each step draws
 * @param steps number of updates
 * @param seed what all random numbers come from
 * @param evaluation when and on which rows the network is evaluated, and what follows from it
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
   * The plan that most begin with: Adam with its own rate, one epoch of shuffled minibatches of 128
   * rows over 8 shards (fewer where there are fewer rows), seed 1.
   *
   * @param architecture the network, its first weights and its weight decay
   * @param rows number of rows that train, 1 or more
   */
  public static TrainingPlan of(Architecture architecture, int rows) {
    Adam adam = new Adam(0.9, 0.999);
    Batches batches =
        new Batches(Math.min(BATCH, rows), Math.min(SHARDS, rows), Sampling.SHUFFLED, rows);
    return new TrainingPlan(
        architecture.network(),
        architecture.initializer(),
        new UpdateRule(adam, adam.defaultRate()).withWeightDecay(architecture.weightDecay()),
        batches,
        (int) batches.steps(1),
        1,
        EvaluationPolicy.PLAIN);
  }

  /** The same plan with another update rule. */
  public TrainingPlan withUpdate(UpdateRule other) {
    return new TrainingPlan(network, initializer, other, batches, steps, seed, evaluation);
  }

  /** The same plan with another optimizer and a constant learning rate. */
  public TrainingPlan withOptimizer(Optimizer optimizer, double rate) {
    return withUpdate(update.withOptimizer(optimizer, rate));
  }

  /** The same plan with other minibatches, as many steps of them as before. */
  public TrainingPlan withBatches(Batches other) {
    return new TrainingPlan(network, initializer, update, other, steps, seed, evaluation);
  }

  /** The same plan with another number of steps. */
  public TrainingPlan withSteps(int other) {
    return new TrainingPlan(network, initializer, update, batches, other, seed, evaluation);
  }

  /**
   * The same plan that trains for so many epochs.
   *
   * @throws ArithmeticException if those are 2^31 steps or more
   */
  public TrainingPlan withEpochs(int epochs) {
    return withSteps(Math.toIntExact(batches.steps(epochs)));
  }

  /** The same plan with other random numbers. */
  public TrainingPlan withSeed(long other) {
    return new TrainingPlan(network, initializer, update, batches, steps, other, evaluation);
  }

  /**
   * The same plan with another evaluation policy. Where that holds rows out, {@link Batches#rows}
   * is to be the number of those that are left.
   */
  public TrainingPlan withEvaluation(EvaluationPolicy other) {
    return new TrainingPlan(network, initializer, update, batches, steps, seed, other);
  }

  /**
   * The plan of an ensemble's member: the same with random numbers of its own, a pure function of
   * the seed and the member. The rows held out stay the same.
   *
   * @param number from 1
   */
  public TrainingPlan member(int number) {
    return withSeed(RandomStream.of(Purpose.ENSEMBLE_MEMBER, seed, number).bits(0));
  }

  /**
   * The same plan, which ends after so many epochs: what it does until then is what this does. A
   * state that it leaves goes on with this.
   */
  public TrainingPlan until(int epochs) {
    return withSteps((int) Math.min(steps, batches.steps(epochs)));
  }

  /**
   * What one shard contributes to one step: the same arguments give the same bits, whoever asks.
   *
   * @param weights the network's flat weights
   * @param shard a shard of all training rows
   * @param step steps taken before this one
   * @param pool where the sum's array comes from
   */
  public GradientSum gradient(double[] weights, Shard shard, int step, ArrayPool pool) {
    Workspace workspace = Workspace.ofThisThread();
    Shard training = evaluation.rows(Role.TRAINING, shard);
    Contribution sum = network.contribution(pool);
    BatchRequest draw =
        new BatchRequest(batches.sampling(), seed, step, batches.ofShard(shard.index()));
    int max = rowsAtOnce(draw.count());
    for (int from = 0; from < draw.count(); from += max) {
      int count = Math.min(max, draw.count() - from);
      Minibatch rows = training.draw(draw, from, count, workspace.reuse());
      workspace.clock().lap(Part.GATHER);
      Masks masks = Masks.random(seed, step, shard.index(), from);
      network.addGradient(weights, rows, masks, workspace, sum);
    }
    return GradientSum.of(shard.index(), batches.shards(), sum.values());
  }

  /**
   * Rows of a minibatch that are best computed at once: all where a layer looks at the statistics
   * of a whole minibatch, else so few that what lies between the layers stays in the cache.
   */
  int rowsAtOnce(int minibatch) {
    return network.statistics() > 0 ? minibatch : Math.min(minibatch, CACHED_ROWS);
  }

  /** Whether an evaluation follows so many steps: at the end of the training, or of an epoch. */
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
