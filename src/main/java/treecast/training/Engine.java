package treecast.training;

import java.io.Serializable;
import java.util.List;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.linalg.ArrayPool;
import treecast.nn.GradientSum;

/**
 * Execution engine: where the shards of a data set lie and are computed. Threads of this JVM
 * ({@link LocalEngine}) and Spark are its implementations. Everything that is done over rows is one
 * of these three verbs, so a training, an evaluation or a prediction gives the same bits on each
 * engine.
 *
 * <p>Functions travel to where their shard is: they are serialisable, take nothing with them but
 * small values and what was {@linkplain #share shared}, and may run more than once.
 */
public interface Engine extends AutoCloseable {

  /** A function of one shard. */
  @FunctionalInterface
  interface ShardFunction<T> extends Serializable {
    /**
     * Computes its value.
     *
     * @param shard a whole shard, not to be changed
     */
    T apply(Shard shard);
  }

  /** A function of one shard that gives the leaf of a sum. */
  @FunctionalInterface
  interface ShardGradient extends Serializable {
    /**
     * Computes the sum over one shard.
     *
     * @param shard a whole shard, not to be changed
     * @param pool where the sum's array comes from
     */
    GradientSum apply(Shard shard, ArrayPool pool);
  }

  /**
   * Shares a value with all functions that run until it is closed.
   *
   * @param value not to be changed until then
   */
  <T extends Serializable> Shared<T> share(T value);

  /**
   * Shares weights, as raw numbers.
   *
   * @param weights not to be changed until they are closed
   */
  Shared<double[]> share(double[] weights);

  /**
   * Sums what each shard of the training rows gives along the {@linkplain treecast.nn.SummationTree
   * canonical tree}: the same bits on every engine, for any number of threads, partitions and
   * executors. To be closed after the step, so that its array is used again.
   */
  ProfiledSum sum(ShardGradient each);

  /** Maps each shard of a split to a value, in the order of the shards. */
  <T> List<T> map(Split split, ShardFunction<T> each);

  /** Lets go of threads, rows and memory. */
  @Override
  void close();
}
