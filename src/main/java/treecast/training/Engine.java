package treecast.training;

import java.io.Serializable;
import java.util.List;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.linalg.ArrayPool;
import treecast.linalg.FlatArray;
import treecast.nn.GradientSum;

/**
 * Execution engine: holds the shards of a data set and computes on them. Threads of this JVM
 * ({@link LocalEngine}) and Spark are its implementations. All computation on rows uses the three
 * methods {@code share}, {@code sum} and {@code map}, so a training, an evaluation or a prediction
 * gives the same bits on every engine.
 *
 * <p>Functions are sent to the shards: they are serialisable, capture only small values and
 * {@linkplain #share shared} values, and may run more than once.
 */
public interface Engine extends AutoCloseable {

  /** Function of one shard. */
  @FunctionalInterface
  interface ShardFunction<T> extends Serializable {
    /**
     * Computes the value for a shard.
     *
     * @param shard a whole shard, not to be changed
     */
    T apply(Shard shard);
  }

  /** Gradient of one shard: a leaf of the summation tree. */
  @FunctionalInterface
  interface ShardGradient extends Serializable {
    /**
     * Computes the gradient sum of one shard.
     *
     * @param shard a whole shard, not to be changed
     * @param pool supplies the array of the sum
     */
    GradientSum apply(Shard shard, ArrayPool pool);
  }

  /**
   * Shares a value with functions (on Spark: broadcasts it), until it is closed.
   *
   * @param value not to be changed until then
   */
  <T extends Serializable> SharedValue<T> share(T value);

  /**
   * Shares weights (on Spark: broadcasts them), serialised as raw bytes.
   *
   * @param weights not to be changed until the returned value is closed
   */
  SharedValue<FlatArray> share(FlatArray weights);

  /**
   * Sums the gradients of all shards of the training rows along the {@linkplain
   * treecast.nn.SummationTree canonical tree}: the same bits on every engine, for any number of
   * threads, partitions and executors. The caller closes the result after the step, so that its
   * array can be reused.
   */
  TimedGradientSum sum(ShardGradient each);

  /** Where the last gradient sums were joined: by the {@code driver} or by {@code executors}. */
  default String sumsJoinedBy() {
    return "driver";
  }

  /** What has computed the gradient sums so far, for people. */
  default String sumsComputedBy() {
    return "threads of this JVM";
  }

  /**
   * Applies a function to each shard of a split.
   *
   * @return the values in the order of the shards
   */
  <T> List<T> map(Split split, ShardFunction<T> each);

  /** Releases threads, rows and memory. */
  @Override
  void close();
}
