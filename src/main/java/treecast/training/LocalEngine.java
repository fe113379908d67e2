package treecast.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.linalg.ArrayPool;
import treecast.linalg.FlatArray;

/**
 * Execution engine with threads of this JVM, including the caller's thread. With T threads there
 * are T parts: part t has the shards t, t + T, t + 2T, ..., like a partition on Spark, and one
 * thread adds their gradients while they are still in its cache.
 */
public final class LocalEngine implements Engine {
  private final List<Shard> train;
  private final List<Shard> test;
  private final int parts;
  private final ShardThreads threads;
  private final ArrayPool pool = new ArrayPool();

  /**
   * Starts the threads.
   *
   * @param train every shard of the training rows
   * @param test every shard of the test rows; empty if there is no evaluation on test rows
   * @param threads number of shards that are computed at once, 1 or more
   */
  public LocalEngine(List<Shard> train, List<Shard> test, int threads) {
    this.train = List.copyOf(train);
    this.test = List.copyOf(test);
    this.parts = threads;
    this.threads = new ShardThreads(threads);
  }

  /** Engine with both splits of a data set, which are read here. */
  public static LocalEngine of(DataSet data, int shards, int threads) {
    return new LocalEngine(
        data.shards(Split.TRAIN, shards), data.shards(Split.TEST, shards), threads);
  }

  /**
   * Engine with only the calling thread, on splits that are in memory.
   *
   * @param train all training rows of a data set, in file order
   * @param trainRows number of training rows to use, the first ones
   * @param test all test rows, or null if there is no evaluation on test rows
   * @param shards number of shards
   */
  public static LocalEngine over(Shard train, int trainRows, Shard test, int shards) {
    return new LocalEngine(
        train.shards(new ShardAssignment(trainRows, shards)),
        test == null ? List.of() : test.shards(new ShardAssignment(test.rows(), shards)),
        1);
  }

  private record InThisJvm<T>(T value) implements SharedValue<T> {
    @Override
    public void close() {
      // Nothing to release: the value belongs to the caller.
    }
  }

  @Override
  public <T extends Serializable> SharedValue<T> share(T value) {
    return new InThisJvm<>(value);
  }

  @Override
  public SharedValue<FlatArray> share(FlatArray weights) {
    return new InThisJvm<>(weights);
  }

  @Override
  public TimedGradientSum sum(ShardGradient each) {
    return threads.sum(parts, part -> shards(train, part), each, pool);
  }

  @Override
  public String sumsComputedBy() {
    return threads.toString();
  }

  private List<Shard> shards(List<Shard> all, int part) {
    return indices(all, part).mapToObj(all::get).toList();
  }

  /** Indices of the shards of a part. */
  private IntStream indices(List<Shard> all, int part) {
    return IntStream.iterate(part, shard -> shard < all.size(), shard -> shard + parts);
  }

  @Override
  public <T> List<T> map(Split split, ShardFunction<T> each) {
    List<Shard> shards = split == Split.TRAIN ? train : test;
    List<T> results = new ArrayList<>(Collections.nCopies(shards.size(), null));
    threads.fold(
        parts,
        () -> results,
        (all, part) -> {
          indices(shards, part).forEach(i -> all.set(i, each.apply(shards.get(i))));
          return all;
        });
    return results;
  }

  @Override
  public void close() {
    threads.close();
  }
}
