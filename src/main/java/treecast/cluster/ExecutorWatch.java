package treecast.cluster;

import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;

/**
 * Ends the wait for a job whose executors are gone for good: Spark itself waits for others as long
 * as there is a driver. A cluster that has not given any yet is waited for, as in a queue.
 */
final class ExecutorWatch {
  /** How long there may be none, a time of Spark's. */
  static final String LIMIT = "spark.treecast.executors.timeout";

  private static final String USUAL = "600s";

  private final SparkContext spark;
  private long lastSeen = System.nanoTime();

  /** A watch for one job, which begins now. */
  ExecutorWatch(SparkContext spark) {
    this.spark = spark;
  }

  /**
   * To be called now and then while the job is waited for.
   *
   * @throws IllegalStateException if there were executors, and have been none for too long
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

  /** How many there are, or have ever been. The driver counts as one of them. */
  private int executors(boolean active) {
    return spark.statusStore().executorList(active).size() - 1;
  }
}
