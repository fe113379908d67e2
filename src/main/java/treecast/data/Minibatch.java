package treecast.data;

import treecast.linalg.Matrix;

/**
 * Rows drawn for one product.
 *
 * @param x the features, as the network sees them
 * @param targets what each row is to be taken for
 */
public record Minibatch(Matrix x, Targets targets) {

  /**
   * Checks that each row has a target.
   *
   * @throws IllegalArgumentException if one has none
   */
  public Minibatch {
    if (!targets.cover(x.rows())) {
      throw new IllegalArgumentException(
          "a minibatch of %d rows: expected a target for each, found others".formatted(x.rows()));
    }
  }

  /**
   * Rows and their classes, which is what shards have.
   *
   * @param labels the class of each row; the array may be longer than the matrix has rows
   */
  public Minibatch(Matrix x, int[] labels) {
    this(x, new Targets.Labels(labels));
  }

  /**
   * Rows and real values, for a network with {@code SquaredError}. Shards have none yet, so these
   * are made by whoever has them in memory.
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
   * The class of each row; the array may be longer than there are rows.
   *
   * @throws IllegalArgumentException if the targets are real values
   */
  public int[] labels() {
    return targets.labels();
  }
}
