package treecast.model;

import java.util.List;
import java.util.stream.IntStream;
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
   * Probability of each class for several rows, computed together; the same bits as row by row.
   *
   * @param rows features before scaling; pixels are 0 to 1
   * @throws IllegalArgumentException if a row has not {@link #inputs} of them
   */
  default List<Vector> probabilities(List<Vector> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Matrix scores = scores(rows);
    toProbabilities(scores);
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                Vectors.dense(
                    IntStream.range(0, outputs()).mapToDouble(c -> scores.get(i, c)).toArray()))
        .toList();
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
    return scores(List.of(x));
  }

  private Matrix scores(List<Vector> rows) {
    double[] values = new double[rows.size() * inputs()];
    for (int i = 0; i < rows.size(); i++) {
      Vector x = rows.get(i);
      if (x.size() != inputs()) {
        throw new IllegalArgumentException(
            "expected a vector of %d elements, found %d".formatted(inputs(), x.size()));
      }
      System.arraycopy(x.toArray(), 0, values, i * inputs(), inputs());
    }
    Matrix x = Matrix.of(rows.size(), inputs(), values);
    encoding().scaling().apply(x);
    return scores(x, Workspace.ofThisThread(precision()).reuse());
  }
}
