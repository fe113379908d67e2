package treecast.cluster;

import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;

/**
 * Tells a job that waits that the executors are gone for good: Spark itself waits for others as long
 * as there is a driver. A cluster that has not given any yet is waited for, as in a queue.
 */
final class ExecutorWatch {
  /** How long there may be none, a time of Spark's. */
  private static final String LIMIT = "spark.treecast.executors.timeout";

  private static final String USUAL = "600s";

  private final SparkContext spark;
  private final long limitSeconds;
  private volatile boolean seen;
  private volatile long lastSeen;

  /** A watch over the executors of a context; any threads may ask it. */
  ExecutorWatch(SparkContext spark) {
    this.spark = spark;
    this.limitSeconds = spark.conf().getTimeAsSeconds(LIMIT, USUAL);
  }

  /** To be called when a job has come to its end. */
  void worked() {
    seen = true;
    lastSeen = System.nanoTime();
  }

  /**
   * To be called while a job waits.
   *
   * @throws IllegalStateException if there were executors, and have been none for too long
   */
  void requireSome() {
    // The driver counts as one of them; under local masters it is the only one.
    if (spark.isLocal() || spark.statusTracker().getExecutorInfos().length > 1) {
      worked();
    } else if (seen && System.nanoTime() - lastSeen > TimeUnit.SECONDS.toNanos(limitSeconds)) {
      throw new IllegalStateException(
          "%s has had no executor for %d s (%s): its workers or its master are gone"
              .formatted(spark.master(), limitSeconds, LIMIT));
    }
  }
}
