package treecast.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import treecast.cluster.ShardedData;
import treecast.cluster.SparkStop;
import treecast.linalg.Precision;
import treecast.training.TrainingPlan;

/**
 * Steps on a cluster whose hosts are behind links of a known speed, for networks of three sizes:
 * their time, that of the slowest task, and the arrays of parameters that the driver sends and
 * receives in a step; behind links of 1,000 Mbit/s with other numbers of shards, too.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, Spark's master, the number
 * of workers, and the speed of a link in Mbit/s.
 */
public final class ScalingSteps {
  private static final int ROWS = 4096;
  private static final int BATCH = 256;
  private static final int SHARDS = 16;
  private static final int[] OTHER_SHARDS = {4, 8, 32, 64};

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
    String group = "steps of a cluster, %d workers, %d Mbit/s".formatted(workers, rate);
    try {
      for (Map.Entry<String, List<Integer>> network : networks.entrySet()) {
        int timed = Math.max(5, (quick ? 5 : 20) * rate / 1000);
        int warm = Map.of("0.1", 100, "1.3", 20, "10", 5).get(network.getKey());
        String where =
            ", %s million parameters, %d workers, %d Mbit/s"
                .formatted(network.getKey(), workers, rate);
        measure(spark, SHARDS, network.getValue(), warm, timed).add(measurements, group, where);
      }
      for (int shards : rate == 1000 && workers > 2 ? OTHER_SHARDS : new int[0]) {
        String where =
            ", %d shards of 1.3 million parameters, %d workers, %d Mbit/s"
                .formatted(shards, workers, rate);
        measure(spark, shards, networks.get("1.3"), 5, 10).add(measurements, group, where);
      }
    } finally {
      SparkStop.stop(spark);
    }
  }

  /** Steps of a network, and the bytes of the arrays of parameters that one array in each makes. */
  private record Measured(StepClock steps, double arrays) {
    void add(Measurements to, String group, String where) throws IOException {
      Link link = steps.link();
      to.add(group, "step" + where, "ms", steps.step());
      to.add(group, "slowest task" + where, "ms", steps.slowest());
      to.add(group, "sent by the driver" + where, "arrays", link.sent() / arrays);
      to.add(group, "received by the driver" + where, "arrays", link.received() / arrays);
    }
  }

  private static Measured measure(
      SparkContext spark, int shards, List<Integer> hidden, int warm, int timed) {
    TrainingPlan plan = Sizes.plan(BATCH, shards, "auto", Precision.SINGLE, hidden);
    try (ShardedData rows = Noise.onSpark(spark, ROWS, shards, shards)) {
      StepClock steps = StepClock.measure(spark, rows, plan, warm, timed);
      return new Measured(steps, 4.0 * plan.network().parameters() * timed);
    }
  }
}
