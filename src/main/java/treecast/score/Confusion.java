package treecast.score;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Confusion matrix.
 *
 * @param counts number of rows by actual class (first index) and predicted class (second index)
 */
public record Confusion(long[][] counts) implements Serializable {

  /** Confusion matrix of no rows. */
  public static Confusion none(int classes) {
    return new Confusion(new long[classes][classes]);
  }

  /** Sum over shards. The counts are whole numbers, so the order of the shards does not matter. */
  public static Confusion total(Collection<Confusion> parts, int classes) {
    Confusion total = none(classes);
    parts.forEach(total::add);
    return total;
  }

  /** Adds the counts of other rows. */
  void add(Confusion other) {
    for (int actual = 0; actual < counts.length; actual++) {
      for (int guess = 0; guess < counts.length; guess++) {
        counts[actual][guess] += other.counts[actual][guess];
      }
    }
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

  /** Classes that occur, as actual or as predicted class of a row, in ascending order. */
  public int[] present() {
    return IntStream.range(0, counts.length).filter(of -> support(of) + guesses(of) > 0).toArray();
  }

  /**
   * Balanced accuracy: the mean recall of the classes that have rows, so that each class counts the
   * same; NaN if there are no rows.
   */
  public double balancedAccuracy() {
    double sum = 0;
    int classes = 0;
    for (int of = 0; of < counts.length; of++) {
      if (support(of) > 0) {
        sum += recall(of);
        classes++;
      }
    }
    return sum / classes;
  }

  /**
   * Macro averages: the plain means over the classes that occur. What is not defined for a class
   * counts as 0, as in scikit-learn.
   */
  public ClassAverages macro() {
    int[] classes = present();
    return averages(classes, of -> 1.0 / classes.length);
  }

  /** Weighted averages: means over the classes, weighted by the number of rows of each class. */
  public ClassAverages weighted() {
    double rows = rows();
    return averages(present(), of -> support(of) / rows);
  }

  private ClassAverages averages(int[] classes, IntToDoubleFunction weight) {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    for (int of : classes) {
      precision += weight.applyAsDouble(of) * orZero(precision(of));
      recall += weight.applyAsDouble(of) * orZero(recall(of));
      f1 += weight.applyAsDouble(of) * orZero(f1(of));
    }
    return new ClassAverages(precision, recall, f1);
  }

  private static double orZero(double score) {
    return Double.isNaN(score) ? 0 : score;
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
