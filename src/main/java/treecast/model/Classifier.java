package treecast.model;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import treecast.data.Encoding;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;
import treecast.linalg.Workspace;
import treecast.training.Scorer;

/** What predicts classes: one trained network, or several. Vectors are Spark's. */
public sealed interface Classifier extends Scorer permits Model, Ensemble {
  /** Number of features. */
  int inputs();

  /** Number of classes. */
  int outputs();

  /** Whether it works on rows of a shape. */
  boolean takes(Shape shape);

  /** What is done to features before they are scored, and what the classes are. */
  Encoding encoding();

  /**
   * The probability of each class.
   *
   * @param x the features before any scaling, pixels as 0 to 1
   */
  default Vector probabilities(Vector x) {
    Matrix scores = scores(x);
    toProbabilities(scores);
    return Vectors.dense(scores.toArray());
  }

  /**
   * The class with the largest score, the first one of equals.
   *
   * @param x the features before any scaling, pixels as 0 to 1
   */
  default int predict(Vector x) {
    return scores(x).largestInRow(0);
  }

  private Matrix scores(Vector x) {
    if (x.size() != inputs()) {
      throw new IllegalArgumentException(
          "expected a vector of %d elements, found %d".formatted(inputs(), x.size()));
    }
    Matrix row = Matrix.of(1, x.size(), x.toArray().clone());
    encoding().scaling().apply(row);
    return scores(row, Workspace.ofThisThread().reuse());
  }
}
