package treecast.data;

import java.io.Serializable;
import treecast.linalg.Matrix;

/** The inputs of a shard's rows, as they are kept in memory until a minibatch is drawn. */
public sealed interface Rows extends Serializable permits ByteRows, RealRows, ScaledRows {

  /** Features of a row. */
  int features();

  /**
   * Copies rows, as a network sees them, into a matrix.
   *
   * @param rows which ones: the array may be longer than the matrix has rows
   * @param x as many columns as there are features
   */
  void gather(int[] rows, Matrix x);

  /** A copy of the first rows. */
  Rows first(int rows);
}
