package treecast.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import treecast.cluster.ShardedData;
import treecast.cluster.SparkEngine;
import treecast.training.StepTimes;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/**
 * Whether memory stays as it is: the heap after a collection while 20,000 steps run, and what the
 * rows cost the executors.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, Spark's master.
 */
public final class Memory {
  private static final String GROUP = "memory";

  private Memory() {}

  /** Measures both. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    int steps = args[1].equals("quick") ? 2_000 : 20_000;
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster(args[2]);
    SparkContext spark = SparkContext.getOrCreate(conf);
    try (ShardedData rows = Noise.onSpark(spark, Sizes.ROWS, 8, 2)) {
      TrainingPlan plan = Sizes.plan(128, 8, "auto");
      List<Double> heap = new ArrayList<>();
      TrainingListener looking =
          new TrainingListener() {
            @Override
            public void stepped(int step, double rate, double loss, StepTimes times) {
              if (step % (steps / 10) == 0) {
                heap.add(usedMegabytes());
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
      long stored =
          Arrays.stream(spark.getRDDStorageInfo()).mapToLong(i -> i.memSize() + i.diskSize()).sum();
      measurements.add(GROUP, "pixels of 60,000 rows", "MB", Sizes.ROWS * Sizes.INPUTS / 1e6);
      measurements.add(GROUP, "storage of these rows on the executors", "MB", stored / 1e6);
      for (int i = 0; i < heap.size(); i++) {
        measurements.add(
            GROUP, "heap after %,d steps".formatted((i + 1) * (steps / 10)), "MB", heap.get(i));
      }
    } finally {
      spark.stop();
    }
  }

  private static double usedMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }
}
