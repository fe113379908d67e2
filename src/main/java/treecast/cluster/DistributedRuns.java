package treecast.cluster;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import treecast.data.DataSet;
import treecast.data.Split;
import treecast.search.Finished;
import treecast.search.TrialRun;

/**
 * The trials of a sweep, each data-parallel and several at once, in scheduler pools of their own
 * among which the cores are shared fairly. For trainings that are too large for one task. There are
 * no test rows here either.
 */
public final class DistributedRuns implements AutoCloseable {
  private final SparkContext spark;
  private final int concurrent;
  private final ShardedData train;
  private final ShardedData none;

  /**
   * Lets the executors read the training rows.
   *
   * @param concurrent trials at once
   * @param partitions tasks of a step
   */
  public DistributedRuns(
      SparkContext spark, DataSet data, int shards, int concurrent, int partitions) {
    this.spark = spark;
    this.concurrent = concurrent;
    this.train = ShardedData.load(spark, data, Split.TRAIN, shards, partitions);
    this.none = ShardedData.none(spark);
  }

  /**
   * Runs trials.
   *
   * @param done is told of each as soon as it is there, on this thread
   */
  public void run(List<TrialRun> runs, Consumer<Finished> done) {
    Arrivals<Finished> arrivals = new Arrivals<>();
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(concurrent);
    try {
      List<Future<?>> workers =
          IntStream.range(0, concurrent)
              .<Future<?>>mapToObj(slot -> threads.submit(() -> work(slot, runs, next, arrivals)))
              .toList();
      if (arrivals.drain(
              runs.size(), done, () -> workers.stream().anyMatch(DistributedRuns::failed))
          < runs.size()) {
        for (Future<?> worker : workers) {
          worker.get();
        }
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("trials are missing", e);
    } finally {
      next.set(runs.size());
      spark.cancelAllJobs();
      threads.shutdown();
    }
  }

  private void work(
      int slot, List<TrialRun> runs, AtomicInteger next, Arrivals<Finished> arrivals) {
    spark.setLocalProperty("spark.scheduler.pool", "trial-" + slot);
    for (int i = next.getAndIncrement(); i < runs.size(); i = next.getAndIncrement()) {
      Finished finished =
          runs.get(i).run(plan -> new DataParallelTrainer(spark, plan, train, none)::run);
      if (spark.isStopped()) {
        throw new IllegalStateException("Spark stopped while trials were running");
      }
      arrivals.add(finished);
    }
  }

  private static boolean failed(Future<?> worker) {
    try {
      if (worker.isDone()) {
        worker.get();
      }
      return false;
    } catch (InterruptedException | ExecutionException e) {
      return true;
    }
  }

  /** Lets the executors forget the rows. */
  @Override
  public void close() {
    train.close();
    none.close();
  }
}
