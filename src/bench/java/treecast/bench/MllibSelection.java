package treecast.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.sql.SparkSession;
import treecast.app.ChapterSearch;

/**
 * Times MLlib's {@code TrainValidationSplit}, hot, on Spark's {@code local[2]}: ten trainings of
 * its perceptron of four hidden layers, 50 iterations each, on the rows of the chapter's search, a
 * fifth of them held out, two at once; and the best of them again on all rows, which it does by
 * itself.
 *
 * <p>Arguments: the file of measurements, what {@code --data} says. Spark's settings come as system
 * properties.
 */
public final class MllibSelection {
  private static final int TRIALS = 10;
  private static final int ITERATIONS = 50;

  private MllibSelection() {}

  /** Measures the third selection. */
  public static void main(String[] args) throws IOException {
    ChapterSearch search = new ChapterSearch(args[1], List.of());
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster("local[2]");
    SparkContext spark = SparkContext.getOrCreate(conf);
    try {
      SparkSession session = SparkSession.builder().sparkContext(spark).getOrCreate();
      Perceptron perceptron = new Perceptron(session, search.data(), 1);
      double seconds = Double.NaN;
      for (int i = 0; i < 3; i++) {
        long start = System.nanoTime();
        selection().fit(perceptron.train());
        seconds = (System.nanoTime() - start) / 1e9;
      }
      new Measurements(Path.of(args[0]))
          .add("sweep", "MLlib, ten trials by TrainValidationSplit, hot", "s", seconds);
    } finally {
      spark.stop();
    }
  }

  private static TrainValidationSplit selection() {
    MultilayerPerceptronClassifier classifier = Perceptron.classifier(ITERATIONS);
    ParamMap[] trials =
        new ParamGridBuilder()
            .addGrid(classifier.seed(), LongStream.rangeClosed(1, TRIALS).toArray())
            .build();
    return new TrainValidationSplit()
        .setEstimator(classifier)
        .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
        .setEstimatorParamMaps(trials)
        .setTrainRatio(0.8)
        .setParallelism(2)
        .setSeed(1);
  }
}
