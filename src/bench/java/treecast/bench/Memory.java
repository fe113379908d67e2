package treecast.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import treecast.cluster.ShardedData;
import treecast.cluster.SparkEngine;
import treecast.cluster.SparkStop;
import treecast.training.StepTimes;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/**
 * Whether a training holds no more from step to step: ten looks in 20,000 steps. And what the rows
 * cost the executors.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, Spark's master, and on a
 * cluster the folder of Spark's files.
 */
public final class Memory {
  private static final int LOOKS = 10;

  private Memory() {}

  /** Measures both. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    int steps = args[1].equals("quick") ? 2_000 : 20_000;
    Path folder = args.length > 3 ? Path.of(args[3]) : null;
    String group = folder == null ? "memory" : "memory on a cluster";
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster(args[2]);
    SparkContext spark = SparkContext.getOrCreate(conf);
    try (ShardedData rows = Noise.onSpark(spark, Sizes.ROWS, 8, 2)) {
      List<Map<String, Double>> looks = looks(spark, rows, steps, new Footprint(spark, folder));
      long stored =
          Arrays.stream(spark.getRDDStorageInfo()).mapToLong(i -> i.memSize() + i.diskSize()).sum();
      measurements.add(group, "pixels of 60,000 rows", "MB", Sizes.ROWS * Sizes.INPUTS / 1e6);
      measurements.add(group, "storage of these rows on the executors", "MB", stored / 1e6);
      for (String what : looks.get(0).keySet()) {
        String[] words = what.split(" \\| ");
        for (int i = 0; i < looks.size(); i++) {
          String after = words[0] + " after %,d steps".formatted((i + 1) * (steps / LOOKS));
          measurements.add(group, after, words[1], looks.get(i).get(what));
        }
      }
    } finally {
      SparkStop.stop(spark);
    }
  }

  private static List<Map<String, Double>> looks(
      SparkContext spark, ShardedData rows, int steps, Footprint footprint) {
    TrainingPlan plan = Sizes.plan(128, 8, "auto");
    List<Map<String, Double>> looks = new ArrayList<>();
    TrainingListener looking =
        new TrainingListener() {
          @Override
          public void stepped(int step, double rate, double loss, StepTimes times) {
            if (step % (steps / LOOKS) == 0) {
              looks.add(footprint.now());
            }
            if (step == steps) {
              throw new StopMeasuring();
            }
          }
        };
    try {
      new Trainer(plan, new SparkEngine(spark, rows, rows))
          .run(TrainingState.initial(plan), looking);
    } catch (StopMeasuring e) {
      // As wanted.
    }
    return looks;
  }
}
