package treecast.cluster;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import treecast.nn.GradientSum;
import treecast.training.MemoryNeeds;

/**
 * Resources of a cluster: the cores of each executor, and their heap. With a local master this JVM
 * has all cores.
 *
 * @param local whether Spark runs in this JVM
 * @param cores number of cores of each executor that is there, in the order in which they get
 *     shards; of this JVM with a local master
 * @param executorHeap bytes of each executor's heap; 0 with a local master
 */
public record ClusterResources(boolean local, List<Integer> cores, long executorHeap) {

  /** Resources as they are now, once the executors that come at the beginning are there. */
  public static ClusterResources of(SparkContext spark) {
    if (spark.isLocal()) {
      return new ClusterResources(true, List.of(ShardsInMemory.threads(spark)), 0);
    }
    Executors.await(spark);
    return new ClusterResources(
        false,
        Executors.of(spark).stream().map(Executors.Executor::cores).toList(),
        (long) spark.executorMemory() << 20);
  }

  /** Number of all cores; 0 if no executor is there yet. */
  public int totalCores() {
    return cores.stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * What the threads of one JVM hold at once in a step.
   *
   * @param shards number of shards of the plan
   * @param partitions number of partitions, each of which is a task with a local master
   */
  public MemoryNeeds.Held held(int shards, int partitions) {
    int threads = cores.stream().mapToInt(Integer::intValue).max().orElse(1);
    return new MemoryNeeds.Held(
        gradientArrays(shards, partitions), Math.min(threads, local ? partitions : shards));
  }

  /**
   * Number of gradient arrays that one JVM holds at once in a step: the executor that holds most of
   * them, or this JVM with a local master.
   *
   * @param shards number of shards of the plan
   * @param partitions number of partitions, each of which is a task with a local master
   */
  int gradientArrays(int shards, int partitions) {
    return local ? ofTasks(shards, partitions) : ofExecutors(shards);
  }

  private int ofTasks(int shards, int partitions) {
    int tasks = Math.min(partitions, totalCores());
    int computed = IntStream.range(0, tasks).map(t -> ofThread(shards, t, partitions)).sum();
    // The sums of tasks that have ended wait for their siblings.
    int ended = Integer.SIZE - Integer.numberOfLeadingZeros((partitions - 1) / tasks);
    return computed + ended;
  }

  private static int ofThread(int shards, int first, int stride) {
    return GradientSum.arraysAtOnce(
        shards, IntStream.iterate(first, s -> s < shards, s -> s + stride).toArray());
  }

  /** By the share that {@link Placement} gives each executor. */
  private int ofExecutors(int shards) {
    int[] order = ShardedData.order(shards).stream().mapToInt(Integer::intValue).toArray();
    int most = 1;
    int before = 0;
    int from = 0;
    for (int threads : cores) {
      before += threads;
      int to = Placement.share(shards, before, totalCores());
      int[] mine = IntStream.range(from, to).map(i -> order[i]).sorted().toArray();
      most = Math.max(most, ofThreads(shards, mine, threads));
      from = to;
    }
    return most;
  }

  /** Threads of an executor take its shards in turn ({@link ExecutorThreads}). */
  private static int ofThreads(int shards, int[] mine, int threads) {
    return IntStream.range(0, Math.min(threads, mine.length))
        .map(
            thread ->
                GradientSum.arraysAtOnce(
                    shards,
                    IntStream.iterate(thread, i -> i < mine.length, i -> i + threads)
                        .map(i -> mine[i])
                        .toArray()))
        .sum();
  }
}
