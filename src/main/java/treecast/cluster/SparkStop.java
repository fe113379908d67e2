package treecast.cluster;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;

/**
 * Stop of a Spark context. Answers of executors that arrive while Spark stops leave stack traces on
 * standard error, so what is under way is awaited before, for some seconds at most: an executor
 * that is cut off from the network never answers.
 */
public final class SparkStop {
  private static final long PATIENCE_MILLIS = 10_000;

  /** Milliseconds for which a task keeps its core, so that no executor takes all tasks. */
  private static final int TASK_MILLIS = 20;

  private SparkStop() {}

  /** Stops Spark once executors have started and have removed what was removed before. */
  public static void stop(SparkContext spark) {
    if (!spark.isLocal() && !spark.isStopped()) {
      await(spark);
    }
    spark.stop();
  }

  private static void await(SparkContext spark) {
    Runnable answers =
        () -> {
          awaitStarts(spark);
          awaitRemovals(spark);
        };
    Thread waiting = new Thread(answers, "treecast-stop");
    waiting.setDaemon(true);
    waiting.setUncaughtExceptionHandler(
        (thread, late) -> {}); // Spark has stopped before the answer
    waiting.start();
    try {
      waiting.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until every executor that has registered has begun a task: before, it may still be
   * starting, and its message that it has started would find no driver.
   */
  private static void awaitStarts(SparkContext spark) {
    Set<String> started = new HashSet<>(Executors.withTasks(spark));
    List<Executors.Executor> all = Executors.of(spark);
    while (!all.stream().allMatch(executor -> started.contains(executor.id()))) {
      int cores = all.stream().mapToInt(Executors.Executor::cores).sum();
      started.addAll(
          new SparkTasks(spark)
              .map(Collections.nCopies(cores, TASK_MILLIS), SparkStop::startedExecutor));
      all = Executors.of(spark);
    }
  }

  private static String startedExecutor(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return SparkEnv.get().executorId();
  }

  /** The answer to one more removal comes behind those to the removals before. */
  private static void awaitRemovals(SparkContext spark) {
    Broadcast<String> last = SparkBroadcasts.variable(spark, "");
    last.destroy(true);
  }
}
