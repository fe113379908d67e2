package treecast.training;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;

/**
 * Which class is taken for which: the confusion matrix.
 *
 * @param counts rows of each class (first index) that are taken for each (second index)
 */
public record Confusion(long[][] counts) implements Serializable {

  /** No rows of so many classes. */
  static Confusion none(int classes) {
    return new Confusion(new long[classes][classes]);
  }

  /** The sum over shards; whole numbers, so their order changes nothing. */
  static Confusion total(Collection<Confusion> parts, int classes) {
    Confusion total = none(classes);
    for (Confusion part : parts) {
      for (int actual = 0; actual < classes; actual++) {
        for (int guess = 0; guess < classes; guess++) {
          total.counts[actual][guess] += part.counts[actual][guess];
        }
      }
    }
    return total;
  }

  /** Number of classes. */
  public int classes() {
    return counts.length;
  }

  /** Number of rows. */
  public long rows() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /** Rows that are taken for what they are. */
  public long correct() {
    long correct = 0;
    for (int i = 0; i < counts.length; i++) {
      correct += counts[i][i];
    }
    return correct;
  }

  /** Rows of a class. */
  public long support(int of) {
    return Arrays.stream(counts[of]).sum();
  }

  /** Rows taken for a class. */
  public long guesses(int of) {
    return Arrays.stream(counts).mapToLong(row -> row[of]).sum();
  }

  /** Share of the rows taken for a class that are of it; NaN where there are none. */
  public double precision(int of) {
    return (double) counts[of][of] / guesses(of);
  }

  /** Share of the rows of a class that are taken for it; NaN where there are none. */
  public double recall(int of) {
    return (double) counts[of][of] / support(of);
  }

  /** The harmonic mean of precision and recall; NaN where the class neither occurs nor is taken. */
  public double f1(int of) {
    return 2.0 * counts[of][of] / (support(of) + guesses(of));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Confusion that && Arrays.deepEquals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(counts);
  }
}
