package treecast.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import treecast.app.DefaultPlan;
import treecast.cluster.ReadAhead;
import treecast.cluster.SparkEngine;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.training.Engine;
import treecast.training.JitWarmUp;
import treecast.training.Trainer;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/**
 * One round of Treecast on its default plan, on Spark's {@code local[2]}, in a JVM that starts
 * cold; then empty jobs.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, what {@code --data} says.
 * Spark's settings come as system properties.
 */
public final class TreecastTraining {
  /** The table that the trainings share. */
  static final String GROUP = "training";

  /** The training time that MLlib gets as well. */
  static final String WHOLE = "Treecast, whole training";

  static final int CORES = 2;

  private TreecastTraining() {}

  /** Runs a round. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    boolean quick = args[1].equals("quick");
    DataSet data = DefaultPlan.data(args[2]);
    System.err.println(data.describe());
    TrainingPlan plan = DefaultPlan.on(data);
    JitWarmUp warmUp = JitWarmUp.start(plan);
    ReadAhead rows = ReadAhead.begin(data, plan.batches().shards());
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster("local[" + CORES + "]");
    SparkContext spark = SparkContext.getOrCreate(conf);
    try {
      train(spark, data, plan, warmUp, rows, quick ? 20 : 120, measurements);
      measurements.add(
          "floor", "empty two-task Spark job, hot", "ms", EmptyJob.milliseconds(spark, CORES));
    } finally {
      spark.stop();
    }
  }

  private static void train(
      SparkContext spark,
      DataSet data,
      TrainingPlan plan,
      JitWarmUp warmUp,
      ReadAhead rows,
      double longest,
      Measurements measurements)
      throws IOException {
    int shards = plan.batches().shards();
    List<Shard> testShards = data.shards(Split.TEST, shards);
    int partitions = Math.min(CORES, shards);
    TrainingState state = TrainingState.initial(plan);
    TrainingClock clock = new TrainingClock(plan, state, testShards, longest);
    try (Engine engine = SparkEngine.of(spark, data, rows, shards, partitions)) {
      warmUp.end();
      measurements.add(
          GROUP, "Treecast, from the command to its first step", "s", TrainingClock.sinceCommand());
      clock.start();
      new Trainer(plan, engine).run(state, clock);
    } catch (StopMeasuring e) {
      // As wanted: the clock holds what was measured.
    }
    record(plan, clock, measurements);
  }

  private static void record(TrainingPlan plan, TrainingClock clock, Measurements to)
      throws IOException {
    for (Map.Entry<Double, Double> reached : clock.reached().entrySet()) {
      to.add(
          GROUP, "Treecast to %.0f %%".formatted(100 * reached.getKey()), "s", reached.getValue());
    }
    Double start = clock.fromStart().get(0.97);
    if (start != null) {
      to.add(GROUP, "Treecast, from the start of its JVM to 97 %", "s", start);
      double launch = TrainingClock.sinceCommand() - TrainingClock.sinceStart();
      to.add(GROUP, "Treecast, from the command to 97 %", "s", start + launch);
    }
    to.add(GROUP, WHOLE, "s", clock.seconds());
    to.add(GROUP, WHOLE, "examples/s", clock.steps() * plan.batches().size() / clock.seconds());
    to.add(
        GROUP, "Treecast, hot step of batch " + plan.batches().size(), "ms", 1e3 * clock.hotStep());
    to.add(GROUP, "Treecast, hot", "examples/s", plan.batches().size() / clock.hotStep());
    to.add(GROUP, "Treecast, first step", "s", clock.seconds(1));
    to.add(GROUP, "Treecast, first ten steps", "s", clock.seconds(10));
    to.add(GROUP, "Treecast, accuracy at the end", "%", 100 * clock.accuracy());
  }
}
