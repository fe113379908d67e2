package treecast.score;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Rows ranked by the probability of one class: rows of the class (positives), and all others
 * (negatives). Only the probabilities matter, not which rows have them, so that the ranking of all
 * shards is the same for any order of the shards. It takes 8 bytes for each row.
 *
 * @param positives probabilities of the class in its own rows, ascending
 * @param negatives probabilities of the class in all other rows, ascending
 */
public record ClassRanking(double[] positives, double[] negatives) implements Serializable {

  /**
   * Ranking of rows.
   *
   * @param of the class
   * @param labels the class of each row
   * @param probabilities the probability of this class, of each row
   */
  static ClassRanking of(int of, int[] labels, double[] probabilities) {
    int count = (int) Arrays.stream(labels).filter(label -> label == of).count();
    double[] positives = new double[count];
    double[] negatives = new double[labels.length - count];
    int yes = 0;
    int no = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == of) {
        positives[yes++] = probabilities[i];
      } else {
        negatives[no++] = probabilities[i];
      }
    }
    Arrays.sort(positives);
    Arrays.sort(negatives);
    return new ClassRanking(positives, negatives);
  }

  /** Ranking of the rows of all parts. */
  public static ClassRanking total(List<ClassRanking> parts) {
    return new ClassRanking(
        sorted(parts.stream().map(ClassRanking::positives).toList()),
        sorted(parts.stream().map(ClassRanking::negatives).toList()));
  }

  private static double[] sorted(List<double[]> parts) {
    double[] all = new double[parts.stream().mapToInt(part -> part.length).sum()];
    int next = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    Arrays.sort(all);
    return all;
  }

  /**
   * Curves and the areas under them. The area under the ROC curve is a quotient of whole numbers,
   * and average precision a sum from the largest probability to the smallest.
   */
  public ClassCurves curves() {
    int yes = positives.length;
    int no = negatives.length;
    if (isUnordered(positives) || isUnordered(negatives)) {
      Curve none = new Curve.Points().curve();
      return new ClassCurves(Double.NaN, Double.NaN, none, none);
    }
    Curve.Points roc = new Curve.Points();
    Curve.Points precisionRecall = new Curve.Points();
    roc.always(0, 0);
    long twiceBelow = 0;
    double averagePrecision = 0;
    long truePositives = 0;
    long falsePositives = 0;
    while (truePositives + falsePositives < yes + (long) no) {
      long moreTrue = equals(positives, truePositives, threshold(truePositives, falsePositives));
      long moreFalse = equals(negatives, falsePositives, threshold(truePositives, falsePositives));
      twiceBelow += moreTrue * (2 * (no - falsePositives) - moreFalse);
      truePositives += moreTrue;
      falsePositives += moreFalse;
      double precision = (double) truePositives / (truePositives + falsePositives);
      averagePrecision += moreTrue == 0 ? 0 : (double) moreTrue / yes * precision;
      roc.add((double) falsePositives / no, (double) truePositives / yes);
      precisionRecall.add((double) truePositives / yes, precision);
    }
    roc.always(1, 1);
    return new ClassCurves(
        twiceBelow / (2.0 * yes * no), averagePrecision, roc.curve(), precisionRecall.curve());
  }

  /** Largest probability of the rows behind the first ones of both. */
  private double threshold(long truePositives, long falsePositives) {
    double yes = at(positives, truePositives);
    double no = at(negatives, falsePositives);
    return Math.max(yes, no);
  }

  /** Value at a place from the end. */
  private static double at(double[] ascending, long place) {
    return place < ascending.length
        ? ascending[ascending.length - 1 - (int) place]
        : Double.NEGATIVE_INFINITY;
  }

  /** Number of values that are equal to this one, from a place from the end. */
  private static long equals(double[] ascending, long place, double value) {
    long next = place;
    while (next < ascending.length && at(ascending, next) == value) {
      next++;
    }
    return next - place;
  }

  /** Whether a value is not a number; such values are behind all others. */
  private static boolean isUnordered(double[] ascending) {
    return ascending.length > 0 && Double.isNaN(ascending[ascending.length - 1]);
  }
}
