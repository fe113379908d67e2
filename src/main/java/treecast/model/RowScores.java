package treecast.model;

import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import treecast.data.Scaling;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.nn.NetworkInference;

/** Scores of one row after another, for one thread: buffers are taken once. */
final class RowScores {
  private final NetworkInference network;
  private final Scaling scaling;

  /** The row in double precision, in which it is scaled. */
  private final Matrix features;

  RowScores(NetworkInference network, Scaling scaling) {
    this.network = network;
    this.scaling = scaling;
    Matrix x = network.x();
    features = x.precision() == Precision.DOUBLE ? x : Matrix.zeros(1, x.columns());
  }

  /**
   * Scores of a row, 1 x outputs, in a buffer that the next call overwrites.
   *
   * @throws IllegalArgumentException if the row has not as many features as the network takes
   */
  Matrix of(Vector row) {
    if (row.size() != features.columns()) {
      throw new IllegalArgumentException(
          "expected a vector of %d elements, found %d".formatted(features.columns(), row.size()));
    }
    if (row instanceof SparseVector sparse) {
      features.fill(0);
      for (int i = 0; i < sparse.indices().length; i++) {
        features.set(sparse.indices()[i], sparse.values()[i]);
      }
    } else {
      System.arraycopy(row.toArray(), 0, features.values(), 0, features.columns());
    }
    scaling.apply(features);
    if (network.x().precision() != Precision.DOUBLE) {
      for (int j = 0; j < features.columns(); j++) {
        network.x().set(j, features.get(j));
      }
    }
    return network.scores();
  }
}
