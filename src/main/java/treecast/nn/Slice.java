package treecast.nn;

import treecast.linalg.Matrix;

/**
 * The window of a flat array that belongs to one layer.
 *
 * @param values the array
 * @param offset index of the window's first element
 */
public record Slice(double[] values, int offset) {

  /** A matrix that begins {@code at} elements into the window. */
  public Matrix matrix(int at, int rows, int columns) {
    return new Matrix(values, offset + at, rows, columns);
  }
}
