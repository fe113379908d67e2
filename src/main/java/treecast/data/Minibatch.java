package treecast.data;

import treecast.linalg.Matrix;

/**
 * Rows drawn for one product.
 *
 * @param x the features, as the network sees them
 * @param labels the class of each row; the array may be longer than the matrix has rows
 */
public record Minibatch(Matrix x, int[] labels) {
  public int rows() {
    return x.rows();
  }
}
