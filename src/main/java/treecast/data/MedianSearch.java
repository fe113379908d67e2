package treecast.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Medians of features by counting, exactly and in bounded memory (a bucket select). Each pass over
 * the rows counts the values in buckets of a range; the bucket of the middle values is the range of
 * the next pass, until it holds one value or the two middle values lie in two buckets. Counts are
 * sums over the rows, so that tasks count any rows in any order.
 *
 * <p>The first two passes divide ranges by value, the others by bit pattern. Usual columns take one
 * pass (few different values) or two to three; whatever the values, 18 are enough for each {@link
 * #MAX_FEATURES} features.
 */
public final class MedianSearch {
  /** Most parts of the rows that are counted at the same time, each with its own counts. */
  public static final int MAX_PARTS = 32;

  /** Most buckets of a pass: 2.6 MB of counts for each part of the rows. */
  static final int MAX_BUCKETS = 1 << 17;

  /** Most features of a pass. */
  static final int MAX_FEATURES = 1 << 13;

  /** Most buckets of a feature. */
  private static final int MAX_FEATURE_BUCKETS = 1 << 12;

  private final double[] low;
  private final double[] high;

  /** Number of values below the range. */
  private final int[] below;

  /** Number of all values; 0 before the first pass. */
  private final int[] values;

  private final int[] passes;
  private final boolean[] found;
  private final double[] medians;

  private MedianSearch(double[] low, double[] high) {
    int features = low.length;
    this.low = low.clone();
    this.high = high.clone();
    below = new int[features];
    values = new int[features];
    passes = new int[features];
    found = new boolean[features];
    medians = new double[features];
    for (int j = 0; j < features; j++) {
      settle(j);
    }
  }

  /**
   * Medians of the values of each feature: the middle value, or the mean of the two in the middle;
   * 0 if there is none.
   *
   * @param low smallest value of each feature; above the largest if there is none
   * @param high largest value of each feature
   * @param count counts the values of all rows in the ranges, in parts of any kind
   */
  public static double[] of(
      double[] low, double[] high, Function<ValueRanges, List<ValueCounts>> count) {
    MedianSearch search = new MedianSearch(low, high);
    for (int[] open = search.open(); open.length > 0; open = search.open()) {
      List<ValueCounts> parts = count.apply(search.ranges(open));
      parts.subList(1, parts.size()).forEach(parts.get(0)::join);
      search.narrow(parts.get(0));
    }
    return search.medians;
  }

  /** Medians of features whose smallest and largest values are not known, which a pass finds. */
  static double[] of(int features, Function<ValueRanges, List<ValueCounts>> count) {
    double[] high = new double[features];
    Arrays.fill(high, Double.MAX_VALUE);
    return of(Arrays.stream(high).map(max -> -max).toArray(), high, count);
  }

  /** Features whose medians are searched for in the next pass: those that have had fewest. */
  private int[] open() {
    int fewest =
        IntStream.range(0, found.length).filter(j -> !found[j]).map(j -> passes[j]).min().orElse(0);
    return IntStream.range(0, found.length)
        .filter(j -> !found[j] && passes[j] == fewest)
        .limit(MAX_FEATURES)
        .toArray();
  }

  private ValueRanges ranges(int[] features) {
    int buckets = Math.min(MAX_FEATURE_BUCKETS, MAX_BUCKETS / features.length);
    return new ValueRanges(
        features,
        Arrays.stream(features).mapToDouble(j -> low[j]).toArray(),
        Arrays.stream(features).mapToDouble(j -> high[j]).toArray(),
        buckets,
        passes[features[0]] < 2);
  }

  private void narrow(ValueCounts counts) {
    int[] features = counts.ranges().features();
    for (int i = 0; i < features.length; i++) {
      narrow(features[i], i, counts);
    }
  }

  /** Takes the bucket of a feature's middle values as its range. */
  private void narrow(int feature, int range, ValueCounts counts) {
    if (passes[feature]++ == 0) {
      int buckets = counts.ranges().buckets();
      values[feature] = IntStream.range(0, buckets).map(b -> counts.count(range, b)).sum();
    }
    if (values[feature] == 0) {
      found[feature] = true;
      return;
    }
    int bucket = -1;
    int end = below[feature];
    while (end <= (values[feature] - 1) / 2) {
      below[feature] = end;
      end += counts.count(range, ++bucket);
    }
    low[feature] = counts.min(range, bucket);
    high[feature] = counts.max(range, bucket);
    if (end > values[feature] / 2) {
      settle(feature);
    } else {
      // The first middle value is the last one of its bucket.
      int next = bucket + 1;
      while (counts.count(range, next) == 0) {
        next++;
      }
      find(feature, high[feature], counts.min(range, next));
    }
  }

  /** Ends the search in a range without values or with one. */
  private void settle(int feature) {
    if (low[feature] > high[feature]) {
      found[feature] = true;
    } else if (Double.compare(low[feature], high[feature]) == 0) {
      find(feature, low[feature], low[feature]);
    }
  }

  private void find(int feature, double first, double second) {
    found[feature] = true;
    medians[feature] = first / 2 + second / 2;
  }
}
