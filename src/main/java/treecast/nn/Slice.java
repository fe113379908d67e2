package treecast.nn;

import treecast.linalg.Matrix;

/**
 * Slice of a flat array: a section of a {@link GradientAndLoss}, or the part of one layer.
 *
 * @param values the array
 * @param offset index of the slice's first element
 */
public record Slice(double[] values, int offset) {

  /** Slice that begins {@code at} elements after this one. */
  public Slice from(int at) {
    return new Slice(values, offset + at);
  }

  /** Matrix that begins {@code at} elements after this slice. */
  public Matrix matrix(int at, int rows, int columns) {
    return new Matrix(values, offset + at, rows, columns);
  }
}
