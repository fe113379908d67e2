package treecast.bench;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import treecast.app.DefaultPlan;
import treecast.cluster.DataParallelTrainer;
import treecast.cluster.ShardedData;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;
import treecast.training.WarmUp;

/**
 * One round of the comparison on Spark's {@code local[2]}, in a JVM that starts cold: Treecast on
 * its default plan, then empty jobs, then MLlib's perceptron for about as long.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, what {@code --data} says.
 * Spark's settings come as system properties.
 */
public final class EndToEnd {
  private static final String GROUP = "training";
  private static final int CORES = 2;
  private static final int FIRST_ITERATIONS = 2;

  private EndToEnd() {}

  /** Runs a round. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    boolean quick = args[1].equals("quick");
    DataSet data = DefaultPlan.data(args[2]);
    System.err.println(data.describe());
    TrainingPlan plan = DefaultPlan.on(data);
    WarmUp warmUp = WarmUp.start(plan);
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster("local[" + CORES + "]");
    SparkContext spark = SparkContext.getOrCreate(conf);
    try {
      double seconds = treecast(spark, data, plan, warmUp, quick ? 20 : 120, measurements);
      measurements.add(
          "floor", "empty two-task Spark job, hot", "ms", EmptyJob.milliseconds(spark, CORES));
      mllib(spark, data, seconds, measurements);
    } finally {
      spark.stop();
    }
  }

  /** Seconds that the training took. */
  private static double treecast(
      SparkContext spark,
      DataSet data,
      TrainingPlan plan,
      WarmUp warmUp,
      double longest,
      Measurements measurements)
      throws IOException {
    List<Shard> testShards = data.shards(Split.TEST, plan.shards());
    int partitions = Math.min(CORES, plan.shards());
    TrainingState state = TrainingState.initial(plan);
    TrainingClock clock = new TrainingClock(plan, state, testShards, longest);
    try (ShardedData train = ShardedData.load(spark, data, Split.TRAIN, plan.shards(), partitions);
        ShardedData test = ShardedData.load(spark, data, Split.TEST, plan.shards(), partitions)) {
      warmUp.end();
      clock.start();
      new DataParallelTrainer(spark, plan, train, test).run(state, clock);
    } catch (Enough e) {
      // As wanted: the clock holds what was measured.
    }
    record(plan, clock, measurements);
    return clock.seconds();
  }

  private static void record(TrainingPlan plan, TrainingClock clock, Measurements to)
      throws IOException {
    for (Map.Entry<Double, Double> reached : clock.reached().entrySet()) {
      to.add(
          GROUP, "Treecast to %.0f %%".formatted(100 * reached.getKey()), "s", reached.getValue());
    }
    to.add(GROUP, "Treecast, whole training", "s", clock.seconds());
    to.add(
        GROUP,
        "Treecast, whole training",
        "examples/s",
        clock.steps() * plan.batch() / clock.seconds());
    to.add(GROUP, "Treecast, hot step of batch " + plan.batch(), "ms", 1e3 * clock.hotStep());
    to.add(GROUP, "Treecast, hot", "examples/s", plan.batch() / clock.hotStep());
    to.add(GROUP, "Treecast, first step", "s", clock.seconds(1));
    to.add(GROUP, "Treecast, first ten steps", "s", clock.seconds(10));
    to.add(GROUP, "Treecast, accuracy at the end", "%", 100 * clock.accuracy());
  }

  /** A short training gives the pace and warms up; then one for as long as Treecast had. */
  private static void mllib(SparkContext spark, DataSet data, double seconds, Measurements to)
      throws IOException {
    SparkSession session = SparkSession.builder().sparkContext(spark).getOrCreate();
    Perceptron perceptron = new Perceptron(session, data, CORES);
    double pass = perceptron.fit(FIRST_ITERATIONS).passSeconds();
    Perceptron.Fit fit = perceptron.fit(Math.max(FIRST_ITERATIONS, (int) (seconds / pass)));
    String blas = JavaBLAS.getInstance().getClass().getSimpleName();
    System.err.println("MLlib multiplies with " + blas + " unless there is a native library");
    double examples = (double) fit.passes() * data.trainRows();
    to.add(GROUP, "MLlib, whole training", "s", fit.seconds());
    to.add(GROUP, "MLlib, iterations", "count", fit.iterations());
    to.add(GROUP, "MLlib, passes over the rows", "count", fit.passes());
    to.add(GROUP, "MLlib, whole training", "examples/s", examples / fit.seconds());
    to.add(GROUP, "MLlib, hot", "examples/s", data.trainRows() / fit.passSeconds());
    to.add(GROUP, "MLlib, accuracy at the end", "%", 100 * fit.accuracy());
  }
}
