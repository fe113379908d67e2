package treecast.training;

import java.io.Serializable;
import treecast.data.Draw;
import treecast.data.Minibatch;
import treecast.data.Sampling;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.linalg.Clock.Part;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;
import treecast.linalg.Workspace;
import treecast.nn.Contribution;
import treecast.nn.GradientSum;
import treecast.nn.Initializer;
import treecast.nn.Masks;
import treecast.nn.Network;
import treecast.optim.Optimizer;
import treecast.optim.Schedule;

/**
 * All that decides a training. Two runs of one plan on the same rows give the same bits.
 *
 * @param network the layers
 * @param initializer where the weights begin
 * @param weightDecay λ of the penalty {@code λ / 2} times the sum of squared weights
 * @param optimizer how a gradient moves the weights
 * @param rate the learning rate
 * @param schedule what the rate is multiplied by at each step
 * @param batch rows of a minibatch, over all shards
 * @param shards number of shards
 * @param steps number of updates
 * @param sampling how shards draw their rows
 * @param seed what all random numbers come from
 * @param rows number of rows that train, which gives an epoch its length
 * @param clipNorm the greatest norm of a step's gradient, or {@link GradientClipping#NONE}
 * @param supervision how it is watched: validation, evaluation, early stopping
 */
public record TrainingPlan(
    Network network,
    Initializer initializer,
    double weightDecay,
    Optimizer optimizer,
    double rate,
    Schedule schedule,
    int batch,
    int shards,
    int steps,
    Sampling sampling,
    long seed,
    int rows,
    double clipNorm,
    Supervision supervision)
    implements Serializable {
  private static final int CACHED_ROWS = 256;

  /** A plan that clips no gradient, and whose training is watched but not interfered with. */
  public TrainingPlan(
      Network network,
      Initializer initializer,
      double weightDecay,
      Optimizer optimizer,
      double rate,
      Schedule schedule,
      int batch,
      int shards,
      int steps,
      Sampling sampling,
      long seed,
      int rows) {
    this(
        network,
        initializer,
        weightDecay,
        optimizer,
        rate,
        schedule,
        batch,
        shards,
        steps,
        sampling,
        seed,
        rows,
        GradientClipping.NONE,
        Supervision.PLAIN);
  }

  /**
   * The plan of an ensemble's member: the same with random numbers of its own, a pure function of
   * the seed and the member. The rows held out stay the same.
   *
   * @param number from 1
   */
  public TrainingPlan member(int number) {
    return with(steps, RandomStream.of(Purpose.ENSEMBLE_MEMBER, seed, number).bits(0));
  }

  /**
   * The same plan, which ends after so many epochs: what it does until then is what this does. A
   * state that it leaves goes on with this.
   */
  public TrainingPlan until(int epochs) {
    int least = (int) Math.min(steps, ((long) epochs * rows + batch - 1) / batch);
    return with(least, seed);
  }

  private TrainingPlan with(int otherSteps, long otherSeed) {
    return new TrainingPlan(
        network,
        initializer,
        weightDecay,
        optimizer,
        rate,
        schedule,
        batch,
        shards,
        otherSteps,
        sampling,
        otherSeed,
        rows,
        clipNorm,
        supervision);
  }

  /**
   * What one shard contributes to one step: the same arguments give the same bits, whoever asks.
   *
   * @param weights the network's flat weights
   * @param shard a shard of all training rows
   * @param step steps taken before this one
   * @param pool where the sum's array comes from
   */
  public ProfiledSum gradient(double[] weights, Shard shard, int step, ArrayPool pool) {
    Workspace workspace = Workspace.ofThisThread();
    workspace.clock().start();
    Shard training = supervision.rows(Subset.TRAINING, shard);
    Contribution sum = network.contribution(pool);
    Draw draw = new Draw(sampling, seed, step, batchOf(shard.index()));
    int most = rowsAtOnce(draw.count());
    for (int from = 0; from < draw.count(); from += most) {
      int count = Math.min(most, draw.count() - from);
      Minibatch rows = training.draw(draw, from, count, workspace.reuse());
      workspace.clock().lap(Part.GATHER);
      Masks masks = Masks.random(seed, step, shard.index(), from);
      network.addGradient(weights, rows, masks, workspace, sum);
    }
    GradientSum leaf = GradientSum.of(shard.index(), shards, sum.values());
    return ProfiledSum.of(leaf, Work.of(workspace.clock()), pool);
  }

  /**
   * Rows of a minibatch that are best computed at once: all where a layer looks at the statistics
   * of a whole minibatch, else so few that what lies between the layers stays in the cache.
   */
  int rowsAtOnce(int minibatch) {
    return network.statistics() > 0 ? minibatch : Math.min(minibatch, CACHED_ROWS);
  }

  /** Rows that a shard draws at every step; shards differ by one at most. */
  public int batchOf(int shard) {
    return batch / shards + (shard < batch % shards ? 1 : 0);
  }

  /** The learning rate of a step. */
  public double rateAt(int step) {
    return rate * schedule.at(step);
  }

  /** Epochs that so many steps are: rows drawn over rows there are. */
  public double epochs(int step) {
    return (double) step * batch / rows;
  }

  /** Whether an evaluation follows so many steps: at the end of the training, or of an epoch. */
  public boolean evaluatesAfter(int step) {
    long drawn = (long) step * batch;
    boolean epochEnds = drawn / rows > (drawn - batch) / rows;
    return step == steps || (epochEnds && supervision.rhythm() == Rhythm.EACH_EPOCH);
  }

  /** Number of evaluations of the whole training. */
  public int evaluations() {
    return supervision.rhythm() == Rhythm.EACH_EPOCH ? (int) Math.ceil(epochs(steps)) : 1;
  }
}
