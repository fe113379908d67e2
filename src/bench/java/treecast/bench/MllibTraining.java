package treecast.bench;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import treecast.app.DefaultPlan;
import treecast.data.DataSet;

/**
 * One round of MLlib's perceptron on Spark's {@code local[2]}, in a JVM that starts cold as
 * Treecast's does. Nothing stops its solver in time, so a JVM of its own first finds its pace.
 *
 * <p>Arguments: the file of measurements, {@code pace} or {@code training}, what {@code --data}
 * says. Spark's settings come as system properties.
 */
public final class MllibTraining {
  private static final String PACE = "MLlib, iteration, hot";
  private static final int FEW = 4;

  private MllibTraining() {}

  /** Runs a round. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    DataSet data = DefaultPlan.data(args[2]);
    int cores = TreecastTraining.CORES;
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster("local[" + cores + "]");
    SparkContext spark = SparkContext.getOrCreate(conf);
    try {
      SparkSession session = SparkSession.builder().sparkContext(spark).getOrCreate();
      Perceptron perceptron = new Perceptron(session, data, cores);
      if (args[1].equals("pace")) {
        perceptron.fit(FEW);
        Perceptron.Fit hot = perceptron.fit(FEW);
        measurements.add(TreecastTraining.GROUP, PACE, "s", hot.seconds() / hot.iterations());
      } else {
        double seconds = measurements.last(TreecastTraining.WHOLE, "s");
        int iterations = (int) Math.ceil(seconds / measurements.last(PACE, "s"));
        record(perceptron.fit(iterations), data.trainRows(), measurements);
      }
    } finally {
      spark.stop();
    }
  }

  private static void record(Perceptron.Fit fit, int rows, Measurements to) throws IOException {
    String blas = JavaBLAS.getInstance().getClass().getSimpleName();
    System.err.println("MLlib multiplies with " + blas + " unless there is a native library");
    String group = TreecastTraining.GROUP;
    to.add(group, "MLlib, whole training", "s", fit.seconds());
    to.add(group, "MLlib, iterations", "count", fit.iterations());
    to.add(group, "MLlib, passes over the rows", "count", fit.passes());
    to.add(
        group, "MLlib, whole training", "examples/s", (double) fit.passes() * rows / fit.seconds());
    to.add(group, "MLlib, hot", "examples/s", rows / fit.passSeconds());
    to.add(group, "MLlib, accuracy at the end", "%", 100 * fit.accuracy());
  }
}
