package treecast.training;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;

/**
 * Confusion matrix.
 *
 * @param counts number of rows by actual class (first index) and predicted class (second index)
 */
public record Confusion(long[][] counts) implements Serializable {

  /** Confusion matrix of no rows. */
  static Confusion none(int classes) {
    return new Confusion(new long[classes][classes]);
  }

  /** Sum over shards. The counts are whole numbers, so the order of the shards does not matter. */
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

  /** Number of rows whose predicted class is their actual class. */
  public long correct() {
    long correct = 0;
    for (int i = 0; i < counts.length; i++) {
      correct += counts[i][i];
    }
    return correct;
  }

  /** Number of rows whose actual class this is. */
  public long support(int of) {
    return Arrays.stream(counts[of]).sum();
  }

  /** Number of rows whose predicted class this is. */
  public long guesses(int of) {
    return Arrays.stream(counts).mapToLong(row -> row[of]).sum();
  }

  /**
   * Precision: the fraction of rows with this predicted class that belong to it; NaN if there are
   * none.
   */
  public double precision(int of) {
    return (double) counts[of][of] / guesses(of);
  }

  /** Recall: the fraction of rows of this class that are predicted as it; NaN if there are none. */
  public double recall(int of) {
    return (double) counts[of][of] / support(of);
  }

  /**
   * F1 score: the harmonic mean of precision and recall; NaN if no row has this actual or predicted
   * class.
   */
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
