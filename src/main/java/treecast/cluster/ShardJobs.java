package treecast.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import treecast.data.Shard;
import treecast.training.Engine.ShardFunction;
import treecast.training.Engine.ShardGradient;
import treecast.training.TimedGradientSum;

/**
 * Jobs over the shards that executors cache: a sum of gradients, and the values of a function. What
 * tasks return is joined on the calling thread.
 *
 * @param here the exchange of this JVM. It is referred to from here, as Spark's own references are
 *     weak: memory that runs short could otherwise move it to a disk, from where tasks would read a
 *     copy, which is empty.
 */
record ShardJobs(SparkContext spark, Broadcast<LocalExchange> exchange, LocalExchange here) {

  /** Jobs of a context, with an exchange of their own. */
  static ShardJobs of(SparkContext spark) {
    Broadcast<LocalExchange> exchange = LocalExchange.broadcast(spark);
    return new ShardJobs(spark, exchange, exchange.value());
  }

  /**
   * Sum of the gradients of all shards.
   *
   * @param place where the sums of executors are joined
   */
  TimedGradientSum sum(ShardTasks tasks, ShardGradient each, JoiningPlace place) {
    return place == JoiningPlace.EXECUTORS ? SumSlices.sum(tasks, each) : joinedHere(tasks, each);
  }

  /**
   * Where the sums of executors are joined.
   *
   * @param bytes size of the sum of one
   */
  JoiningPlace place(ShardTasks tasks, long bytes) {
    return spark.isLocal()
        ? JoiningPlace.DRIVER
        : JoiningPlace.of(spark.conf(), tasks.threads().length, bytes);
  }

  private TimedGradientSum joinedHere(ShardTasks tasks, ShardGradient each) {
    TimedGradientSum[] sum = {new TimedGradientSum()};
    Broadcast<LocalExchange> exchange = this.exchange;
    long job = here.beginJob();
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
          result -> sum[0] = sum[0].plus(here.receive(job, result)));
    } finally {
      here.endJob(job);
    }
    return sum[0];
  }

  /** Value of a function for a shard. */
  private record Numbered(int shard, Object value) implements Serializable {}

  /**
   * Values of a function for all shards.
   *
   * @param results receives the value of each shard at its index
   */
  static void map(ShardTasks tasks, ShardFunction<?> each, Object[] results) {
    SparkJob.run(
        tasks.shards(),
        tasks.order(),
        tasks.task((shards, threads) -> numbered(each, shards, threads)),
        numbered -> numbered.forEach(one -> results[one.shard()] = one.value()));
  }

  private static List<Numbered> numbered(
      ShardFunction<?> each, Iterator<Shard> shards, int threads) {
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
}
