package treecast.data;

import java.io.Serializable;

/**
 * Ranges of the values of some features, which a pass over the rows divides into buckets ({@link
 * ValueCounts}).
 *
 * @param features indices of the features
 * @param low smallest value of each feature's range
 * @param high largest value of each feature's range
 * @param buckets number of buckets of each range
 * @param byValue whether buckets are equally wide as numbers, else as bit patterns
 */
@SuppressWarnings("ArrayRecordComponent")
public record ValueRanges(int[] features, double[] low, double[] high, int buckets, boolean byValue)
    implements Serializable {

  /** Counts of no rows. */
  public ValueCounts count() {
    return new ValueCounts(this);
  }

  /** Bucket of a value, which ascends with the value; -1 if it is outside of the range. */
  int bucket(int range, double value) {
    long from = ordered(low[range]);
    long to = ordered(high[range]);
    long at = ordered(value);
    if (at < from || at > to) {
      return -1;
    }
    if (byValue) {
      // Each operation ascends, if not strictly; with an infinite width there is one bucket.
      double width = high[range] - low[range];
      return Math.min((int) ((value - low[range]) / width * buckets), buckets - 1);
    }
    // Differences of two longs are unsigned.
    long width = Long.divideUnsigned(to - from, buckets) + 1;
    return (int) Long.divideUnsigned(at - from, width);
  }

  /**
   * Bit pattern of a number as an integer that ascends as the numbers do, -0 before 0, and what is
   * not a number behind or before all of them.
   */
  private static long ordered(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
  }
}
