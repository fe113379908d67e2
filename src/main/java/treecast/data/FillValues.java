package treecast.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;

/**
 * Values that take the place of missing ones, fitted on the training rows by the driver in the
 * order of the rows, so that they do not depend on partitions. Medians take a few passes over the
 * rows ({@link MedianSearch}).
 *
 * @param heldOut indices of training rows that are left out
 */
record FillValues(DataSet data, BitSet heldOut) {

  /** Function of a row: the array that holds it, and the index of its first feature. */
  @FunctionalInterface
  private interface RowUse {
    void accept(double[] values, int from);
  }

  /**
   * Value for each feature; empty if no value may be missing. A feature without any value in the
   * training rows gets 0.
   */
  double[] fit() {
    MissingValues missing = data.source().missing();
    return switch (missing.method()) {
      case REFUSE, SKIP -> new double[0];
      case VALUE -> {
        double[] fill = new double[data.features()];
        Arrays.fill(fill, missing.value());
        yield fill;
      }
      case MEAN -> means();
      case MEDIAN -> MedianSearch.of(data.features(), this::count);
    };
  }

  private List<ValueCounts> count(ValueRanges ranges) {
    ValueCounts counts = ranges.count();
    rows(counts::add);
    return List.of(counts);
  }

  /** Means, updated value by value. */
  private double[] means() {
    double[] means = new double[data.features()];
    long[] counts = new long[means.length];
    rows(
        (values, from) -> {
          for (int j = 0; j < means.length; j++) {
            double value = values[from + j];
            if (!Double.isNaN(value)) {
              means[j] += (value - means[j]) / ++counts[j];
            }
          }
        });
    return means;
  }

  /** Reads the training rows that are not held out. */
  private void rows(RowUse use) {
    Workspace workspace = new Workspace();
    int[] row = {0};
    data.source()
        .pieces(
            Split.TRAIN,
            piece -> {
              Matrix x = piece.rows(0, piece.rows(), workspace.reuse()).x();
              for (int i = 0; i < x.rows(); i++) {
                if (!heldOut.get(row[0]++)) {
                  use.accept(x.values(), x.row(i));
                }
              }
            });
  }
}
