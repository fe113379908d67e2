package treecast.cluster;

import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;

/**
 * Watch for lost executors: ends the wait for a job if all executors are gone for good, for whose
 * replacement Spark itself would wait forever. It does not end the wait for the first executors of
 * a cluster, which may be in a queue.
 */
final class ExecutorWatch {
  /** Spark's property for the time without executors after which the wait ends. */
  static final String LIMIT = "spark.treecast.executors.timeout";

  private static final String USUAL = "600s";

  private final SparkContext spark;
  private long lastSeen = System.nanoTime();

  /** Watch for one job, which begins now. */
  ExecutorWatch(SparkContext spark) {
    this.spark = spark;
  }

  /**
   * Checks the executors; called repeatedly while the job runs.
   *
   * @throws IllegalStateException if there were executors before, and none for longer than the
   *     limit
   */
  void requireSome() {
    if (spark.isLocal() || executors(true) > 0) {
      lastSeen = System.nanoTime();
      return;
    }
    long limit = spark.conf().getTimeAsSeconds(LIMIT, USUAL);
    if (executors(false) > 0 && System.nanoTime() - lastSeen > TimeUnit.SECONDS.toNanos(limit)) {
      throw new IllegalStateException(
          "%s has had no executor for %d s (%s): its workers or its master are gone"
              .formatted(spark.master(), limit, LIMIT));
    }
  }

  /** Number of executors that are active, or that have ever existed; the driver counts as one. */
  private int executors(boolean active) {
    return spark.statusStore().executorList(active).size() - 1;
  }
}
