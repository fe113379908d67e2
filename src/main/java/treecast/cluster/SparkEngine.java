package treecast.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.linalg.FlatArray;
import treecast.training.Engine;
import treecast.training.SharedValue;
import treecast.training.TimedGradientSum;

/**
 * Execution engine on Spark: {@link #sum} and {@link #map} are one job each over the shards that
 * executors cache. Sums are added and results collected on the calling thread, never on Spark's
 * scheduler. Several threads may use one engine.
 */
public final class SparkEngine implements Engine {
  private final SparkContext spark;
  private final ShardedData train;
  private final ShardedData test;
  private final Broadcast<LocalExchange> exchange;
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
    this.exchange = LocalExchange.broadcast(spark);
  }

  /**
   * Engine on both splits of a data set, which executors read and cache.
   *
   * @param shards number of shards
   * @param partitions number of partitions in which rows are read and cached, 1 to {@code shards}.
   *     Where Spark runs in this JVM each is a task of a job; on a cluster a job has a task for
   *     each executor. No bit depends on it.
   */
  public static SparkEngine of(SparkContext spark, DataSet data, int shards, int partitions) {
    return new SparkEngine(
        spark,
        ShardedData.load(spark, data, Split.TRAIN, shards, partitions),
        ShardedData.load(spark, data, Split.TEST, shards, partitions));
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
    return SparkBroadcasts.value(spark, exchange, value);
  }

  @Override
  public SharedValue<FlatArray> share(FlatArray weights) {
    weightsBytes = (long) weights.length() * weights.precision().bytes();
    return SparkBroadcasts.weights(spark, exchange, weights);
  }

  @Override
  public TimedGradientSum sum(ShardGradient each) {
    ShardTasks tasks = train.tasks();
    place = placeOf(tasks);
    return place == JoiningPlace.EXECUTORS ? SumSlices.sum(tasks, each) : joinedHere(tasks, each);
  }

  private JoiningPlace placeOf(ShardTasks tasks) {
    return spark.isLocal()
        ? JoiningPlace.DRIVER
        : JoiningPlace.of(spark.conf(), tasks.threads().length, weightsBytes);
  }

  private TimedGradientSum joinedHere(ShardTasks tasks, ShardGradient each) {
    TimedGradientSum[] sum = {new TimedGradientSum()};
    Broadcast<LocalExchange> exchange = this.exchange;
    long job = exchange.value().beginJob();
    try {
      SparkJob.run(
          tasks.shards(),
          tasks.order(),
          tasks.task(
              (shards, threads) ->
                  exchange
                      .value()
                      .send(
                          job,
                          TaskContext.get().taskAttemptId(),
                          ExecutorThreads.sum(each, shards, threads))),
          result -> sum[0] = sum[0].plus(exchange.value().receive(job, result)));
    } finally {
      exchange.value().endJob(job);
    }
    return sum[0];
  }

  @Override
  public String sumsJoinedBy() {
    return place.key();
  }

  /** Value of a function for a shard. */
  private record Numbered(int shard, Object value) implements Serializable {}

  @Override
  @SuppressWarnings("unchecked")
  public <T> List<T> map(Split split, ShardFunction<T> each) {
    ShardedData rows = split == Split.TRAIN ? train : test;
    ShardTasks tasks = rows.tasks();
    Object[] results = new Object[rows.count()];
    SparkJob.run(
        tasks.shards(),
        tasks.order(),
        tasks.task((shards, threads) -> numbered(each, shards, threads)),
        numbered -> numbered.forEach(one -> results[one.shard()] = one.value()));
    return (List<T>) Arrays.asList(results);
  }

  private static <T> List<Numbered> numbered(
      ShardFunction<T> each, Iterator<Shard> shards, int threads) {
    List<Numbered> all = new ArrayList<>();
    ExecutorThreads.fold(
            shards,
            threads,
            ArrayList<Numbered>::new,
            (some, shard) -> {
              some.add(new Numbered(shard.index(), each.apply(shard)));
              return some;
            })
        .forEach(all::addAll);
    return all;
  }

  /** Releases the rows on the executors. */
  @Override
  public void close() {
    train.close();
    test.close();
    SparkBroadcasts.destroy(spark, exchange);
  }
}
