package treecast.linalg;

import java.util.Arrays;

/**
 * A row-major window on a {@code double[]}: element (i, j) is {@code values[offset + i * columns +
 * j]}. Copies nothing; two matrices may look at one array.
 *
 * @param values the array looked at
 * @param offset index of element (0, 0)
 * @param rows number of rows, 0 or more
 * @param columns number of columns, 0 or more
 */
public record Matrix(double[] values, int offset, int rows, int columns) {

  /**
   * Checks the window.
   *
   * @throws IllegalArgumentException if the window leaves the array
   */
  public Matrix {
    if (offset < 0 || rows < 0 || columns < 0 || offset + (long) rows * columns > values.length) {
      throw new IllegalArgumentException(
          "a window of %d x %d at %d does not fit an array of %d"
              .formatted(rows, columns, offset, values.length));
    }
  }

  /** A new matrix of zeros. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(new double[Math.multiplyExact(rows, columns)], 0, rows, columns);
  }

  /** A window that is the whole array. */
  public static Matrix of(int rows, int columns, double... values) {
    if ((long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "%d x %d elements expected, %d given".formatted(rows, columns, values.length));
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

  /** The elements, row by row, as a new array. */
  public double[] toArray() {
    return Arrays.copyOfRange(values, offset, end());
  }

  /** Index of the largest element of row i within the row; the first one of equals. */
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
