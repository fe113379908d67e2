package treecast.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;

/** Executors of a cluster that are alive. */
final class Executors {
  /** Name of the driver among Spark's executors. */
  private static final String DRIVER = "driver";

  /** Milliseconds for which the first executors are waited for; others may come later. */
  private static final long PATIENCE = 20_000;

  /** Milliseconds without another executor after which those that are there are all, for now. */
  private static final long SETTLED = 1_500;

  private static final long STORE_SECONDS = 5;

  private static final long POLL_MILLIS = 50;

  private static final String DYNAMIC = "spark.dynamicAllocation.enabled";

  private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[ *(\\d+).*");

  private Executors() {}

  /**
   * An executor.
   *
   * @param cores number of its cores
   */
  record Executor(String id, String host, int cores) {

    /** Location of a task that is to run there, in Spark's words. */
    String location() {
      return "executor_" + host + "_" + id;
    }
  }

  /** Those that are alive, in the order of their hosts; none in local mode. */
  static List<Executor> of(SparkContext spark) {
    return alive(spark)
        .map(Executors::of)
        .sorted(Comparator.comparing(Executor::host).thenComparing(Executor::id))
        .toList();
  }

  /** Numbers of those that have begun a task, of those that are alive. */
  static List<String> withTasks(SparkContext spark) {
    return alive(spark)
        .filter(executor -> executor.totalTasks() > 0)
        .map(ExecutorSummary::id)
        .toList();
  }

  private static Stream<ExecutorSummary> alive(SparkContext spark) {
    return CollectionConverters.asJava(spark.statusStore().executorList(true)).stream()
        .filter(executor -> !executor.id().equals(DRIVER));
  }

  private static Executor of(ExecutorSummary executor) {
    // The port comes a moment after the executor, with what it stores.
    String host = executor.hostPort().replaceFirst(":\\d+$", "");
    return new Executor(executor.id(), host, Math.max(1, executor.totalCores()));
  }

  /**
   * Waits until executors have registered and no further ones come: a standalone cluster starts a
   * program before its executors. Those that come later take over shards, which they have to read.
   * Where Spark starts executors for the tasks that there are, none comes before a job.
   */
  static void await(SparkContext spark) {
    if (spark.isLocal() || spark.conf().getBoolean(DYNAMIC, false)) {
      return;
    }
    int all = asked(spark);
    while (!settled(spark, all)) {
      pause();
    }
  }

  /** Waits until the executors that are there have said what they can store, for some seconds. */
  static void awaitStores(SparkContext spark) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STORE_SECONDS);
    // The driver stores as well.
    while (spark.getExecutorMemoryStatus().size() <= of(spark).size() && System.nanoTime() < end) {
      pause();
    }
  }

  private static boolean settled(SparkContext spark, int all) {
    List<Long> added =
        alive(spark).map(executor -> executor.addTime().toInstant().toEpochMilli()).toList();
    long now = System.currentTimeMillis();
    if (added.size() >= all || now - spark.startTime() > PATIENCE) {
      return true;
    }
    long last = added.stream().mapToLong(time -> time).max().orElse(now);
    return now - last >= Math.max(SETTLED, (last - spark.startTime()) / 2);
  }

  /** Number of executors that were asked for; very many where nobody has said. */
  private static int asked(SparkContext spark) {
    Matcher cluster = LOCAL_CLUSTER.matcher(spark.master());
    return cluster.matches()
        ? Integer.parseInt(cluster.group(1))
        : spark.conf().getInt("spark.executor.instances", Integer.MAX_VALUE);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for executors", e);
    }
  }
}
