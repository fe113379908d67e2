package treecast.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import treecast.app.DefaultPlan;
import treecast.cluster.SparkEngine;
import treecast.data.DataSet;
import treecast.training.Outcome;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * Rows of a table that are read: the time from the start of an examination to the end of the first
 * step on Spark, by the number of partitions and by the files, beside one thread that splits lines
 * and parses numbers. The weights behind that step have to be the same for all.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, Spark's master, a folder
 * for the table, which is deleted afterwards. Spark's settings come as system properties.
 */
public final class Rows {
  private static final String GROUP = "rows";
  private static final int SHARDS = 32;

  private Rows() {}

  /** Measures a table in the shape of MNIST. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    long megabytes = args[1].equals("quick") ? 64 : 1024;
    // An index of an earlier run would answer for the examination.
    System.setProperty("spark.hadoop.treecast.rows.cache", "off");
    Path folder = Files.createDirectories(Path.of(args[3]));
    Path table = folder.resolve("train.csv");
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster(args[2]);
    SparkContext spark = SparkContext.getOrCreate(conf);
    try {
      RowFiles.write(table, 24L << 20);
      firstStep(spark, folder, SHARDS);
      RowFiles.write(table, megabytes << 20);
      String of = " of %,d MB".formatted(megabytes);
      double bytes = Files.size(table) / 1e6;
      measurements.add(GROUP, "split and parseDouble, one thread", "MB/s", bytes / split(table));
      Set<String> weights = new HashSet<>();
      for (int partitions : new int[] {2, 1, 8, 32}) {
        FirstStep step = firstStep(spark, folder, partitions);
        measurements.add(GROUP, "examination" + of, "MB/s", bytes / step.examined());
        add(measurements, step, of + ", %d partitions".formatted(partitions));
        weights.add(step.weights());
      }
      for (RowFiles.Form form : RowFiles.Form.values()) {
        RowFiles.rewrite(table, form);
        FirstStep step = firstStep(spark, folder, 2);
        add(measurements, step, of + " as " + form.title() + ", 2 partitions");
        weights.add(step.weights());
      }
      if (weights.size() != 1) {
        throw new IllegalStateException(
            "expected the same weights for all files, found " + weights);
      }
    } finally {
      spark.stop();
      RowFiles.deleteAll(folder);
    }
  }

  private static void add(Measurements to, FirstStep step, String what) throws IOException {
    to.add(GROUP, "start to first step" + what, "s", step.seconds());
    System.err.printf("start to first step%s: %.1f s%n", what, step.seconds());
  }

  /** Seconds to the end of the examination and to the end of the first step; weights behind it. */
  private record FirstStep(double examined, double seconds, String weights) {}

  private static FirstStep firstStep(SparkContext spark, Path folder, int partitions) {
    long start = System.nanoTime();
    DataSet data = DefaultPlan.data(folder.toString(), "data.testShare=0");
    double examined = seconds(start);
    TrainingPlan plan = DefaultPlan.on(data, "steps=1", "shards=" + SHARDS, "batch=1024");
    try (SparkEngine engine = SparkEngine.of(spark, data, SHARDS, partitions)) {
      Outcome.Trained trained = new Trainer(plan, engine).train(TrainingListener.NONE);
      return new FirstStep(examined, seconds(start), trained.weightsSha256());
    }
  }

  /** Seconds that the plainest reader takes. */
  private static double split(Path table) throws IOException {
    long start = System.nanoTime();
    double sum = 0;
    try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.UTF_8)) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        for (String field : line.split(",", -1)) {
          sum += Double.parseDouble(field);
        }
      }
    }
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("expected numbers");
    }
    return seconds(start);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
