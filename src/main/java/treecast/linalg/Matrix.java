package treecast.linalg;

import java.util.Arrays;

/**
 * Matrix: a row-major view of a {@code double[]}, where element (i, j) is {@code values[offset + i
 * * columns + j]}. It copies nothing; several matrices may share an array.
 *
 * @param values the underlying array
 * @param offset index of element (0, 0)
 * @param rows number of rows, 0 or more
 * @param columns number of columns, 0 or more
 */
public record Matrix(double[] values, int offset, int rows, int columns) {

  /**
   * Checks the view.
   *
   * @throws IllegalArgumentException if it exceeds the array
   */
  public Matrix {
    if (offset < 0 || rows < 0 || columns < 0 || offset + (long) rows * columns > values.length) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d at offset %d does not fit an array of %d"
              .formatted(rows, columns, offset, values.length));
    }
  }

  /** New matrix of zeros. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(new double[Math.multiplyExact(rows, columns)], 0, rows, columns);
  }

  /** Matrix of all elements of an array. */
  public static Matrix of(int rows, int columns, double... values) {
    if ((long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "expected %d x %d elements, found %d".formatted(rows, columns, values.length));
    }
    return new Matrix(values, 0, rows, columns);
  }

  /** Number of elements. */
  public int size() {
    return rows * columns;
  }

  /** Index of the first element of row i in {@link #values}. */
  public int row(int i) {
    return offset + i * columns;
  }

  /** Index behind the last element. */
  public int end() {
    return offset + size();
  }

  public double get(int i, int j) {
    return values[offset + i * columns + j];
  }

  public void fill(double value) {
    Arrays.fill(values, offset, end(), value);
  }

  /** Copy of the elements, row by row. */
  public double[] toArray() {
    return Arrays.copyOfRange(values, offset, end());
  }

  /** Column of the largest element of row i; among equals, the first. */
  public int largestInRow(int i) {
    int start = row(i);
    int largest = 0;
    for (int j = 1; j < columns; j++) {
      if (values[start + j] > values[start + largest]) {
        largest = j;
      }
    }
    return largest;
  }
}
