package treecast.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import treecast.cluster.ShardedData;
import treecast.cluster.SparkStop;

/**
 * What Spark adds to a step: its time less its computation, beside the time of a job of as many
 * tasks as the step has that does nothing, measured before and after it. In one JVM each partition
 * of the rows is a task; on a cluster each executor has one.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, Spark's master. Spark's
 * settings come as system properties.
 */
public final class SparkSteps {
  private static final int ROWS = 1 << 16;

  private SparkSteps() {}

  /** Measures every batch and number of partitions, once Spark's own code is hot. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    boolean quick = args[1].equals("quick");
    String place = args[2].startsWith("spark:") ? "standalone" : args[2];
    String group = "steps on Spark, " + place;
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster(args[2]);
    SparkContext spark = SparkContext.getOrCreate(conf);
    try {
      try (ShardedData rows = Noise.onSpark(spark, ROWS, 8, 2)) {
        StepClock.measure(spark, rows, Sizes.plan(128, 8, "auto"), quick ? 500 : 5000, 1);
      }
      for (int partitions : new int[] {2, 32}) {
        int shards = Math.max(8, partitions);
        int tasks = spark.isLocal() ? partitions : executors(spark);
        try (ShardedData rows = Noise.onSpark(spark, ROWS, shards, partitions)) {
          for (int batch : new int[] {128, 1024, 8192}) {
            double before = EmptyJob.milliseconds(spark, tasks);
            int timed = (quick ? 100 : 400) / (batch / 2048 + 1);
            StepClock steps =
                StepClock.measure(spark, rows, Sizes.plan(batch, shards, "auto"), timed / 4, timed);
            double empty = (before + EmptyJob.milliseconds(spark, tasks)) / 2;
            String where = ", batch %d, %d partitions, %s".formatted(batch, partitions, place);
            measurements.add(group, "step" + where, "ms", steps.step());
            measurements.add(group, "slowest task" + where, "ms", steps.slowest());
            measurements.add(group, "computation" + where, "ms", steps.computation());
            measurements.add(group, "empty job" + where, "ms", empty);
            measurements.add(group, "added by Spark" + where, "ms", steps.added());
            measurements.add(group, "added by Spark" + where, "empty jobs", steps.added() / empty);
          }
        }
      }
    } finally {
      SparkStop.stop(spark);
    }
  }

  /** Number of executors; what Spark lists as such is the driver as well. */
  private static int executors(SparkContext spark) {
    return spark.statusTracker().getExecutorInfos().length - 1;
  }
}
