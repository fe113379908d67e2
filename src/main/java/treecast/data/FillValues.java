package treecast.data;

import java.util.Arrays;
import java.util.BitSet;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;

/**
 * Values that take the place of missing ones, fitted on the training rows by the driver in the
 * order of the rows, so that they do not depend on partitions.
 */
final class FillValues {
  private FillValues() {}

  /**
   * Value for each feature; empty if no value may be missing. A feature without any value in the
   * training rows gets 0.
   *
   * @param heldOut indices of training rows that are left out
   */
  static double[] fit(DataSet data, BitSet heldOut) {
    MissingValues missing = data.source().missing();
    if (!missing.fills()) {
      return new double[0];
    }
    double[] fill = new double[data.features()];
    if (missing.method() == MissingValues.Method.VALUE) {
      Arrays.fill(fill, missing.value());
      return fill;
    }
    boolean median = missing.method() == MissingValues.Method.MEDIAN;
    Present[] present = new Present[fill.length];
    Arrays.setAll(present, j -> median ? new Sorted() : new Mean());
    Workspace workspace = new Workspace();
    int[] row = {0};
    data.source()
        .pieces(
            Split.TRAIN,
            piece -> {
              Matrix x = piece.rows(0, piece.rows(), workspace.reuse()).x();
              for (int i = 0; i < x.rows(); i++) {
                if (!heldOut.get(row[0]++)) {
                  add(present, x, i);
                }
              }
            });
    Arrays.setAll(fill, j -> present[j].value());
    return fill;
  }

  private static void add(Present[] present, Matrix x, int row) {
    for (int j = 0; j < present.length; j++) {
      double value = x.get(row, j);
      if (!Double.isNaN(value)) {
        present[j].add(value);
      }
    }
  }

  /** Values of a feature that are present. */
  private interface Present {
    void add(double value);

    double value();
  }

  /** Mean, updated value by value. */
  private static final class Mean implements Present {
    private double mean;
    private long count;

    @Override
    public void add(double value) {
      mean += (value - mean) / ++count;
    }

    @Override
    public double value() {
      return mean;
    }
  }

  /** Median: the middle value, or the mean of the two in the middle. */
  private static final class Sorted implements Present {
    private double[] values = new double[16];
    private int count;

    @Override
    public void add(double value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }

    @Override
    public double value() {
      if (count == 0) {
        return 0;
      }
      double[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      return sorted[(count - 1) / 2] / 2 + sorted[count / 2] / 2;
    }
  }
}
