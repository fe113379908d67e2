package treecast.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/**
 * Executors without a heartbeat, as behind a link that was cut: says in a line what is waited for,
 * long before Spark gives an executor up, and says when it does.
 */
public final class SilentExecutors extends SparkListener implements AutoCloseable {
  private static final String HEARTBEAT = "spark.executor.heartbeatInterval";

  /** Heartbeats that may be missing, as collections and busy machines delay them. */
  private static final int MISSING = 3;

  private static final long LEAST_SECONDS = 9;

  /** When an executor was last heard of, and whether its silence was told. */
  private record Heard(String host, long nanos, boolean told) {}

  private final Map<String, Heard> executors = new ConcurrentHashMap<>();
  private final long limit;
  private final LongSupplier nanos;
  private final Consumer<String> lines;
  private Runnable stop = () -> {};

  /**
   * Watch without a timer.
   *
   * @param limitSeconds seconds without a heartbeat after which an executor is silent
   * @param nanos a clock in nanoseconds
   */
  SilentExecutors(long limitSeconds, LongSupplier nanos, Consumer<String> lines) {
    this.limit = TimeUnit.SECONDS.toNanos(limitSeconds);
    this.nanos = nanos;
    this.lines = lines;
  }

  /**
   * Watches the executors of a cluster until it is closed.
   *
   * @param lines is told of each silence once
   */
  public static SilentExecutors watch(SparkContext spark, Consumer<String> lines) {
    long interval = spark.conf().getTimeAsSeconds(HEARTBEAT, "10s");
    SilentExecutors watch =
        new SilentExecutors(Math.max(LEAST_SECONDS, MISSING * interval), System::nanoTime, lines);
    if (!spark.isLocal()) {
      spark.addSparkListener(watch);
      treecast.cluster.Executors.of(spark).forEach(there -> watch.hear(there.id(), there.host()));
      ScheduledExecutorService timer = timer();
      Future<?> looks = timer.scheduleAtFixedRate(watch::look, 1, 1, TimeUnit.SECONDS);
      watch.stop =
          () -> {
            looks.cancel(false);
            timer.shutdownNow();
            spark.removeSparkListener(watch);
          };
    }
    return watch;
  }

  private static ScheduledExecutorService timer() {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          Thread thread = new Thread(work, "silent-executors");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded added) {
    String host = added.executorInfo().executorHost();
    hear(added.executorId(), host);
  }

  private void hear(String id, String host) {
    executors.putIfAbsent(id, new Heard(host, nanos.getAsLong(), false));
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
    executors.computeIfPresent(
        heartbeat.execId(),
        (id, before) -> {
          if (before.told()) {
            lines.accept("executor %s on %s is back".formatted(id, before.host()));
          }
          return new Heard(before.host(), nanos.getAsLong(), false);
        });
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    Heard last = executors.remove(removed.executorId());
    if (last != null && last.told()) {
      lines.accept(
          "executor %s on %s is given up: what it held is computed elsewhere"
              .formatted(removed.executorId(), last.host()));
    }
  }

  /** Looks for executors that have become silent. */
  void look() {
    executors.replaceAll(
        (id, heard) -> {
          long silent = nanos.getAsLong() - heard.nanos();
          if (heard.told() || silent < limit) {
            return heard;
          }
          lines.accept(
              "waiting for executor %s on %s, which has not been heard of for %d s"
                  .formatted(id, heard.host(), TimeUnit.NANOSECONDS.toSeconds(silent)));
          return new Heard(heard.host(), heard.nanos(), true);
        });
  }

  @Override
  public void close() {
    stop.run();
  }
}
