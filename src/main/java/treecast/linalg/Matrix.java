package treecast.linalg;

/**
 * Matrix: a row-major view of a flat array of doubles or floats, where element (i, j) is at {@code
 * offset + i * columns + j}. It copies nothing; several matrices may share an array.
 *
 * @param array the underlying array
 * @param offset index of element (0, 0)
 * @param rows number of rows, 0 or more
 * @param columns number of columns, 0 or more
 */
public record Matrix(FlatArray array, int offset, int rows, int columns) {

  /**
   * Checks the view.
   *
   * @throws IllegalArgumentException if it exceeds the array
   */
  public Matrix {
    if (offset < 0 || rows < 0 || columns < 0 || offset + (long) rows * columns > array.length()) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d at offset %d does not fit an array of %d"
              .formatted(rows, columns, offset, array.length()));
    }
  }

  /** View of an array of doubles. */
  public Matrix(double[] values, int offset, int rows, int columns) {
    this(new DoubleArray(values), offset, rows, columns);
  }

  /** View of an array of floats. */
  public Matrix(float[] values, int offset, int rows, int columns) {
    this(new FloatArray(values), offset, rows, columns);
  }

  /** New matrix of zeros, in double precision. */
  public static Matrix zeros(int rows, int columns) {
    return zeros(rows, columns, Precision.DOUBLE);
  }

  /** New matrix of zeros. */
  public static Matrix zeros(int rows, int columns, Precision precision) {
    return new Matrix(precision.zeros(Math.multiplyExact(rows, columns)), 0, rows, columns);
  }

  /** Matrix of all elements of an array. */
  public static Matrix of(int rows, int columns, double... values) {
    if ((long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "expected %d x %d elements, found %d".formatted(rows, columns, values.length));
    }
    return new Matrix(values, 0, rows, columns);
  }

  public Precision precision() {
    return array.precision();
  }

  /** This matrix in a precision: itself if it has it, else a copy. */
  public Matrix in(Precision precision) {
    return precision == precision() ? this : new Matrix(precision.of(toArray()), 0, rows, columns);
  }

  /**
   * The underlying array of doubles.
   *
   * @throws UnsupportedOperationException if this matrix is in single precision; {@link #get(int)}
   *     and {@link #set(int, double)} work in both
   */
  public double[] values() {
    return array.doubles();
  }

  /**
   * The underlying array of floats.
   *
   * @throws UnsupportedOperationException if this matrix is in double precision
   */
  public float[] floats() {
    return array.floats();
  }

  /** Number of elements. */
  public int size() {
    return rows * columns;
  }

  /** Index of the first element of row i in the underlying array. */
  public int row(int i) {
    return offset + i * columns;
  }

  /** Index behind the last element. */
  public int end() {
    return offset + size();
  }

  public double get(int i, int j) {
    return array.get(offset + i * columns + j);
  }

  /** Element by its position, row by row, from 0. */
  public double get(int position) {
    return array.get(offset + position);
  }

  /** Writes element (i, j), rounded to this matrix's precision. */
  public void set(int i, int j, double value) {
    array.set(offset + i * columns + j, value);
  }

  /** Writes the element of a position, row by row, from 0, rounded to this matrix's precision. */
  public void set(int position, double value) {
    array.set(offset + position, value);
  }

  public void fill(double value) {
    array.fill(offset, end(), value);
  }

  /** Sets every row to the one row of another matrix. */
  public void fillRows(Matrix row) {
    for (int i = 0; i < rows; i++) {
      row.array.copyTo(row.offset, array, row(i), columns);
    }
  }

  /** Copy of the elements, row by row, as doubles. */
  public double[] toArray() {
    double[] copy = new double[size()];
    for (int position = 0; position < copy.length; position++) {
      copy[position] = get(position);
    }
    return copy;
  }

  /** Column of the largest element of row i; among equals, the first. */
  public int largestInRow(int i) {
    int largest = 0;
    for (int j = 1; j < columns; j++) {
      if (get(i, j) > get(i, largest)) {
        largest = j;
      }
    }
    return largest;
  }
}
