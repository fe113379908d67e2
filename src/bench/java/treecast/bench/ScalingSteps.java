package treecast.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import treecast.cluster.ShardedData;
import treecast.linalg.Precision;
import treecast.training.TrainingPlan;

/**
 * Steps on a cluster whose hosts are behind links of a known speed, for networks of three sizes:
 * their time, that of the slowest task, and the arrays of parameters that the driver sends and
 * receives in a step.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, Spark's master, the number
 * of workers, and the speed of a link in Mbit/s.
 */
public final class ScalingSteps {
  private static final int ROWS = 4096;
  private static final int BATCH = 256;
  private static final int SHARDS = 16;

  private ScalingSteps() {}

  /** Measures every network. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    boolean quick = args[1].equals("quick");
    int workers = Integer.parseInt(args[3]);
    int rate = Integer.parseInt(args[4]);
    Map<String, List<Integer>> networks = new LinkedHashMap<>();
    networks.put("0.1", List.of(100, 100, 100, 100));
    networks.put("1.3", List.of(1000, 500));
    networks.put("10", List.of(2500, 2500, 600));
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster(args[2]);
    SparkContext spark = SparkContext.getOrCreate(conf);
    try (ShardedData rows = Noise.onSpark(spark, ROWS, SHARDS, SHARDS)) {
      for (Map.Entry<String, List<Integer>> network : networks.entrySet()) {
        TrainingPlan plan = Sizes.plan(BATCH, SHARDS, "auto", Precision.SINGLE, network.getValue());
        int timed = Math.max(5, (quick ? 5 : 20) * rate / 1000);
        int warm = network.getKey().equals("0.1") ? 100 : 5;
        StepClock steps = StepClock.measure(spark, rows, plan, warm, timed);
        String group = "steps of a cluster, %d workers, %d Mbit/s".formatted(workers, rate);
        String where =
            ", %s million parameters, %d workers, %d Mbit/s"
                .formatted(network.getKey(), workers, rate);
        double array = 4.0 * plan.network().parameters() * timed;
        Link link = steps.link();
        measurements.add(group, "step" + where, "ms", steps.step());
        measurements.add(group, "slowest task" + where, "ms", steps.slowest());
        measurements.add(group, "sent by the driver" + where, "arrays", link.sent() / array);
        measurements.add(
            group, "received by the driver" + where, "arrays", link.received() / array);
      }
    } finally {
      spark.stop();
    }
  }
}
