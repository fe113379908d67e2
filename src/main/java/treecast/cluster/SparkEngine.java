package treecast.cluster;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.linalg.ArrayPool;
import treecast.linalg.FlatArray;
import treecast.training.Engine;
import treecast.training.ShardThreads;
import treecast.training.SharedValue;
import treecast.training.TimedGradientSum;

/**
 * Execution engine on Spark. On a cluster {@link #sum} and {@link #map} are one job each over the
 * shards that executors cache. Where Spark runs in this JVM they are no jobs: threads compute the
 * shards that a job has cached, as many as the master has cores. There, too, a job computes shards
 * that are not in memory, or if the master ({@code local[N,F]}) is to try failed tasks again.
 *
 * <p>Sums are added and results collected on the calling thread, never on Spark's scheduler.
 * Several threads may use one engine.
 */
public final class SparkEngine implements Engine {
  private final SparkContext spark;
  private final ShardedData train;
  private final ShardedData test;
  private final ShardJobs jobs;
  private final ShardThreads threads;
  private final AtomicLong sumsByThreads = new AtomicLong();
  private final AtomicLong sumsByJobs = new AtomicLong();
  private volatile long weightsBytes;
  private volatile JoiningPlace place = JoiningPlace.DRIVER;

  /**
   * Engine on rows that executors cache.
   *
   * @param train the training rows
   * @param test the test rows, or {@link ShardedData#none}
   */
  public SparkEngine(SparkContext spark, ShardedData train, ShardedData test) {
    this.spark = spark;
    this.train = train;
    this.test = test;
    this.jobs = ShardJobs.of(spark);
    this.threads = new ShardThreads(ShardsInMemory.threads(spark));
  }

  /**
   * Engine on both splits of a data set, which executors read and cache.
   *
   * @param shards number of shards
   * @param partitions number of partitions in which rows are read and cached, 1 to {@code shards}.
   *     Where Spark runs in this JVM a thread computes one at a time; on a cluster a job has a task
   *     for each executor. No bit depends on it.
   */
  public static SparkEngine of(SparkContext spark, DataSet data, int shards, int partitions) {
    return of(spark, data, ReadAhead.none(), shards, partitions);
  }

  /** The same, with rows that have been read while Spark started. */
  public static SparkEngine of(
      SparkContext spark, DataSet data, ReadAhead ahead, int shards, int partitions) {
    return new SparkEngine(
        spark,
        ShardedData.load(spark, data, Split.TRAIN, ahead, shards, partitions),
        ShardedData.load(spark, data, Split.TEST, ahead, shards, partitions));
  }

  /** Engine on one split of a data set; the other split has no rows. */
  public static SparkEngine of(
      SparkContext spark, DataSet data, Split split, int shards, int partitions) {
    ShardedData rows = ShardedData.load(spark, data, split, shards, partitions);
    ShardedData none = ShardedData.none(spark);
    return split == Split.TRAIN
        ? new SparkEngine(spark, rows, none)
        : new SparkEngine(spark, none, rows);
  }

  @Override
  public <T extends Serializable> SharedValue<T> share(T value) {
    return SparkBroadcasts.value(spark, jobs.exchange(), value);
  }

  @Override
  public SharedValue<FlatArray> share(FlatArray weights) {
    weightsBytes = (long) weights.length() * weights.precision().bytes();
    return SparkBroadcasts.weights(spark, jobs.exchange(), weights);
  }

  @Override
  public TimedGradientSum sum(ShardGradient each) {
    Optional<List<List<Shard>>> here = train.inThisJvm();
    if (here.isPresent()) {
      List<List<Shard>> shards = here.get();
      sumsByThreads.incrementAndGet();
      return onThreads(() -> threads.sum(shards.size(), shards::get, each, ArrayPool.shared()));
    }
    sumsByJobs.incrementAndGet();
    ShardTasks tasks = train.tasks();
    place = jobs.place(tasks, weightsBytes);
    return jobs.sum(tasks, each, place);
  }

  /** An error in a shard ends a training and not this JVM, as in a task. */
  private static <R> R onThreads(Supplier<R> computation) {
    try {
      return computation.get();
    } catch (Error e) {
      throw new IllegalStateException("a shard failed: " + e, e);
    }
  }

  @Override
  public String sumsJoinedBy() {
    return place.key();
  }

  @Override
  public String sumsComputedBy() {
    long jobs = sumsByJobs.get();
    if (jobs == 0) {
      return threads.toString();
    }
    long all = jobs + sumsByThreads.get();
    return jobs == all
        ? "jobs of Spark"
        : "%s, but for %,d of %,d, by jobs of Spark".formatted(threads, jobs, all);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> List<T> map(Split split, ShardFunction<T> each) {
    ShardedData rows = split == Split.TRAIN ? train : test;
    Object[] results = new Object[rows.count()];
    Optional<List<List<Shard>>> here = rows.inThisJvm();
    if (here.isPresent()) {
      mapHere(here.get(), each, results);
    } else {
      ShardJobs.map(rows.tasks(), each, results);
    }
    return (List<T>) Arrays.asList(results);
  }

  private void mapHere(List<List<Shard>> parts, ShardFunction<?> each, Object[] results) {
    onThreads(
        () ->
            threads.fold(
                parts.size(),
                () -> results,
                (all, part) -> {
                  parts.get(part).forEach(shard -> all[shard.index()] = each.apply(shard));
                  return all;
                }));
  }

  /** Releases the rows on the executors, and ends the threads. */
  @Override
  public void close() {
    threads.close();
    train.close();
    test.close();
    SparkBroadcasts.destroy(spark, jobs.exchange());
  }
}
