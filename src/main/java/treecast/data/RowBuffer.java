package treecast.data;

import java.util.Arrays;

/**
 * Buffer of rows of real numbers that are read one after the other: floats as long as every number
 * is exact in single precision, then doubles.
 */
public final class RowBuffer {
  private final int features;
  private final int most;
  private float[] floats;
  private double[] doubles = new double[0];
  private int rows;

  /**
   * Buffer without rows.
   *
   * @param most maximum number of rows
   */
  public RowBuffer(int features, int most) {
    this.features = features;
    this.most = most;
    this.floats = new float[most * features];
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  public boolean isFull() {
    return rows == most;
  }

  /** Adds a row. */
  public void add(double[] row) {
    int at = rows++ * features;
    if (doubles.length == 0 && !isNarrow(row, at)) {
      doubles = new double[most * features];
      for (int i = 0; i < at; i++) {
        doubles[i] = floats[i];
      }
      floats = new float[0];
    }
    if (doubles.length > 0) {
      System.arraycopy(row, 0, doubles, at, features);
    }
  }

  /** Copies a row to the floats; false if a number is not exact. */
  private boolean isNarrow(double[] row, int at) {
    boolean exact = true;
    for (int j = 0; j < features; j++) {
      float number = (float) row[j];
      floats[at + j] = number;
      exact &= number == row[j] || Double.isNaN(row[j]);
    }
    return exact;
  }

  /** The rows that have been added. */
  public Rows toRows() {
    int length = rows * features;
    if (doubles.length > 0) {
      return new RealRows(features, isFull() ? doubles : Arrays.copyOf(doubles, length));
    }
    return new FloatRows(features, isFull() ? floats : Arrays.copyOf(floats, length));
  }
}
