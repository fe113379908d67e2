package treecast.cluster;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import treecast.data.Shard;

/**
 * Tasks of a job over shards.
 *
 * @param shards RDD with a partition for each task
 * @param order the partitions in the order in which their tasks begin
 * @param threads number of threads with which each task computes
 */
record ShardTasks(RDD<Shard> shards, List<Integer> order, int[] threads) {

  /** One task for each executor, with all its cores. */
  static ShardTasks of(ExecutorShards shards) {
    int[] cores = shards.cores();
    return new ShardTasks(shards, SparkJob.upTo(cores.length), cores);
  }

  /** Function of the shards of a task, and of the number of its threads. */
  @FunctionalInterface
  interface Work<R> extends Serializable {
    R on(Iterator<Shard> shards, int threads);
  }

  /** The function that Spark calls in each task. */
  <R> SparkJob.Task<Shard, R> task(Work<R> work) {
    int[] threads = this.threads;
    return shards -> work.on(shards, threads[TaskContext.getPartitionId()]);
  }
}
