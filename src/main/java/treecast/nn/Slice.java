package treecast.nn;

import treecast.linalg.DoubleArray;
import treecast.linalg.FlatArray;
import treecast.linalg.Matrix;

/**
 * Slice of a flat array: a section of a {@link GradientAndLoss}, or the part of one layer.
 *
 * @param array the array, of doubles or of floats
 * @param offset index of the slice's first element
 */
public record Slice(FlatArray array, int offset) {

  /** Slice of an array of doubles. */
  public Slice(double[] values, int offset) {
    this(new DoubleArray(values), offset);
  }

  /**
   * The array of doubles.
   *
   * @throws UnsupportedOperationException if it holds floats; {@link #get} works for both
   */
  public double[] values() {
    return array.doubles();
  }

  /** Element {@code at} elements after the first one. */
  public double get(int at) {
    return array.get(offset + at);
  }

  /** Adds to an element. */
  public void add(int at, double value) {
    array.add(offset + at, value);
  }

  /** Slice that begins {@code at} elements after this one. */
  public Slice from(int at) {
    return new Slice(array, offset + at);
  }

  /** Matrix that begins {@code at} elements after this slice. */
  public Matrix matrix(int at, int rows, int columns) {
    return new Matrix(array, offset + at, rows, columns);
  }
}
