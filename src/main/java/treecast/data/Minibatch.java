package treecast.data;

import treecast.linalg.Matrix;

/**
 * Minibatch: rows and their targets.
 *
 * @param x rows x features, the inputs of the network
 * @param targets the target of each row: a class or real values
 */
public record Minibatch(Matrix x, Targets targets) {

  /**
   * Checks that each row has a target.
   *
   * @throws IllegalArgumentException if the numbers of rows and targets differ
   */
  public Minibatch {
    if (!targets.cover(x.rows())) {
      throw new IllegalArgumentException(
          "a minibatch of %d rows: expected a target for each row, found another number of targets"
              .formatted(x.rows()));
    }
  }

  /**
   * Minibatch for classification.
   *
   * @param labels the class of each row; the array may be longer than the matrix has rows
   */
  public Minibatch(Matrix x, int[] labels) {
    this(x, new Targets.Labels(labels));
  }

  /**
   * Minibatch for regression, for a network with {@code SquaredError}. Shards hold classes only, so
   * the caller has to supply the values.
   *
   * @param values rows x outputs
   */
  public Minibatch(Matrix x, Matrix values) {
    this(x, new Targets.Values(values));
  }

  public int rows() {
    return x.rows();
  }

  /**
   * Class of each row, from 0; the array may be longer than the number of rows.
   *
   * @throws IllegalArgumentException if the targets are real values
   */
  public int[] labels() {
    return targets.labels();
  }
}
