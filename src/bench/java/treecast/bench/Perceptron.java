package treecast.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.linalg.Workspace;

/**
 * MLlib's perceptron on the same rows: 784-[100]*4-10, sigmoid, full-batch L-BFGS and the block
 * size that it has by default.
 */
final class Perceptron {
  private final Dataset<Row> train;
  private final Dataset<Row> test;
  private final Passes passes = new Passes();

  /** Has Spark read the rows. */
  Perceptron(SparkSession session, DataSet data, int partitions) {
    train = table(session, data, Split.TRAIN, partitions);
    test = table(session, data, Split.TEST, partitions);
    session.sparkContext().addSparkListener(passes);
  }

  /**
   * A training.
   *
   * @param seconds all of it, the rows' way into its blocks included
   * @param iterations iterations of the solver
   * @param passes its looks at all rows, one or more for each iteration
   * @param passSeconds what such a look takes once the rows are in their blocks
   * @param accuracy on the test rows
   */
  record Fit(double seconds, int iterations, int passes, double passSeconds, double accuracy) {}

  /** Trains for at most so many iterations, and evaluates. */
  Fit fit(int iterations) {
    passes.reset();
    MultilayerPerceptronClassifier classifier = classifier(iterations);
    long start = System.nanoTime();
    MultilayerPerceptronClassificationModel model = classifier.fit(train);
    double seconds = (System.nanoTime() - start) / 1e9;
    double accuracy = accuracy(model);
    int taken = model.summary().totalIterations();
    return new Fit(seconds, taken, passes.count(), passes.seconds(), accuracy);
  }

  /** What trains for at most so many iterations. */
  static MultilayerPerceptronClassifier classifier(int iterations) {
    int h = Sizes.HIDDEN;
    return new MultilayerPerceptronClassifier()
        .setLayers(new int[] {Sizes.INPUTS, h, h, h, h, Sizes.CLASSES})
        .setSeed(1)
        .setTol(0)
        .setMaxIter(iterations);
  }

  /** The training rows. */
  Dataset<Row> train() {
    return train;
  }

  private double accuracy(MultilayerPerceptronClassificationModel model) {
    Dataset<Row> predicted = model.transform(test);
    long right = predicted.filter("prediction = label").count();
    return (double) right / test.count();
  }

  /** Kept by Spark, so that a training does not read its rows anew. */
  private static Dataset<Row> table(SparkSession session, DataSet data, Split split, int parts) {
    StructType schema =
        new StructType(
            new StructField[] {
              new StructField("label", DataTypes.DoubleType, false, Metadata.empty()),
              new StructField("features", SQLDataTypes.VectorType(), false, Metadata.empty())
            });
    ShardAssignment assignment = new ShardAssignment(data.rows(split), parts);
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .parallelize(IntStream.range(0, parts).boxed().toList(), parts)
            .flatMap(
                part ->
                    rows(data.source().shards(split, assignment, List.of(part)).get(0)).iterator());
    Dataset<Row> table = session.createDataFrame(rows, schema).cache();
    table.count();
    return table;
  }

  private static List<Row> rows(Shard shard) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < shard.rows(); i++) {
      double[] x = shard.rows(i, 1, new Workspace()).x().toArray();
      rows.add(RowFactory.create((double) shard.labels()[i], Vectors.dense(x).compressed()));
    }
    return rows;
  }
}
