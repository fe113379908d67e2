package treecast.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Numbers of values in the buckets of {@link ValueRanges}, with the smallest and the largest value
 * of each bucket. They take {@link #BYTES} bytes for each bucket, whatever the number of rows.
 */
public final class ValueCounts implements Serializable {
  /** Bytes that a bucket takes. */
  static final int BYTES = Integer.BYTES + 2 * Double.BYTES;

  private static final long serialVersionUID = 1L;

  private final ValueRanges ranges;
  private final int[] counts;
  private final double[] min;
  private final double[] max;

  ValueCounts(ValueRanges ranges) {
    int all = Math.multiplyExact(ranges.features().length, ranges.buckets());
    this.ranges = ranges;
    counts = new int[all];
    min = new double[all];
    max = new double[all];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /**
   * Counts the values of a row. One that is not a number is in no range.
   *
   * @param values array that holds the row
   * @param from index of its first feature
   */
  public void add(double[] values, int from) {
    int[] features = ranges.features();
    for (int i = 0; i < features.length; i++) {
      double value = values[from + features[i]];
      int bucket = ranges.bucket(i, value);
      if (bucket >= 0) {
        int at = i * ranges.buckets() + bucket;
        counts[at]++;
        min[at] = Math.min(min[at], value);
        max[at] = Math.max(max[at], value);
      }
    }
  }

  /** Adds the counts of other rows. */
  void join(ValueCounts others) {
    for (int at = 0; at < counts.length; at++) {
      counts[at] += others.counts[at];
      min[at] = Math.min(min[at], others.min[at]);
      max[at] = Math.max(max[at], others.max[at]);
    }
  }

  ValueRanges ranges() {
    return ranges;
  }

  /** Number of values in a bucket of a range. */
  int count(int range, int bucket) {
    return counts[range * ranges.buckets() + bucket];
  }

  /** Smallest value in a bucket that is not empty. */
  double min(int range, int bucket) {
    return min[range * ranges.buckets() + bucket];
  }

  /** Largest value in a bucket that is not empty. */
  double max(int range, int bucket) {
    return max[range * ranges.buckets() + bucket];
  }
}
