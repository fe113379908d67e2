package treecast.nn;

import treecast.linalg.Matrix;

/**
 * A window of a flat array: a section of a {@link Contribution}, or what belongs to one layer.
 *
 * @param values the array
 * @param offset index of the window's first element
 */
public record Slice(double[] values, int offset) {

  /** The window that begins {@code at} elements into this one. */
  public Slice from(int at) {
    return new Slice(values, offset + at);
  }

  /** A matrix that begins {@code at} elements into the window. */
  public Matrix matrix(int at, int rows, int columns) {
    return new Matrix(values, offset + at, rows, columns);
  }
}
