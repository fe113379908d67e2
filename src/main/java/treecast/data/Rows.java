package treecast.data;

import java.io.Serializable;
import treecast.linalg.Matrix;

/** Features of a shard's rows, from which minibatches are copied. */
public sealed interface Rows extends Serializable
    permits ByteRows, FloatRows, RealRows, ScaledRows, StoredRows {

  /** Number of features of a row. */
  int features();

  /**
   * Copies rows into a matrix as inputs of a network.
   *
   * @param rows indices of the rows; the array may be longer than the matrix has rows
   * @param x receives them: rows x features
   */
  void gather(int[] rows, Matrix x);

  /** Copy of the first rows. */
  Rows first(int rows);
}
