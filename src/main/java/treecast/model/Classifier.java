package treecast.model;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import treecast.data.Encoding;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;
import treecast.linalg.Workspace;
import treecast.training.Scorer;

/**
 * Classifier: one trained network, or an ensemble of several. Vectors are those of Spark's {@code
 * ml.linalg}.
 */
public sealed interface Classifier extends Scorer permits Model, Ensemble {
  /** Number of features. */
  int inputs();

  /** Whether the classifier accepts rows of a shape. */
  boolean takes(Shape shape);

  /** Encoding: the scaling of features, and the class labels. */
  Encoding encoding();

  /**
   * Probability of each class.
   *
   * @param x features before scaling; pixels are 0 to 1
   * @throws IllegalArgumentException if their number is not {@link #inputs}
   */
  default Vector probabilities(Vector x) {
    Matrix scores = scores(x);
    toProbabilities(scores);
    return Vectors.dense(scores.toArray());
  }

  /**
   * Predicted class, from 0: the one with the largest score; among equals, the first.
   *
   * @param x features before scaling; pixels are 0 to 1
   * @throws IllegalArgumentException if their number is not {@link #inputs}
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
