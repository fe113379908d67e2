package treecast.score;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;
import treecast.linalg.Matrix;

/**
 * Scores of predictions on rows of known classes. {@code docs/scores.md} has the formulas.
 *
 * @param confusion the confusion matrix, from which accuracy, precision, recall and F1 follow
 * @param logLoss log loss: the mean of {@code -log} of the probability of each row's class, which
 *     counts as 2^-52 if it is less
 * @param brierScore Brier score: the mean over rows of the squared errors of the probabilities,
 *     summed over the classes (0 to 2); of two classes, the error of the second class alone (0 to
 *     1)
 * @param calibration whether predictions of a probability are right that often
 * @param curves the curves of each class against the rest
 */
public record Scores(
    Confusion confusion,
    double logLoss,
    double brierScore,
    Calibration calibration,
    List<ClassCurves> curves)
    implements Serializable {
  public Scores {
    curves = List.copyOf(curves);
  }

  /** Scores of sums over rows and the curves of each class. */
  public static Scores of(ScoreSums sums, List<ClassCurves> curves) {
    return new Scores(
        sums.confusion(), sums.logLoss(), sums.brierScore(), sums.calibration(), curves);
  }

  /**
   * Scores of rows. The predicted class is the one of the largest probability; of equals, the
   * first.
   *
   * @param labels the class of each row, from 0
   * @param probabilities rows x classes
   */
  public static Scores of(int[] labels, Matrix probabilities) {
    int classes = probabilities.columns();
    ScoreSums sums = new ScoreSums(classes);
    RankedRows ranked = new RankedRows(labels.length, 0, classes);
    for (int i = 0; i < labels.length; i++) {
      sums.add(labels[i], probabilities.largestInRow(i), probabilities, i);
      ranked.add(labels[i], probabilities, i);
    }
    return of(sums, ranked.rankings().stream().map(ClassRanking::curves).toList());
  }

  /** Accuracy: the fraction of rows that are classified correctly, 0 to 1. */
  public double accuracy() {
    return (double) confusion.correct() / confusion.rows();
  }

  /**
   * Area under the ROC curve: of two classes, that of the second one; of more, the mean over the
   * classes, each against the rest. NaN if a class has no rows.
   */
  public double rocAuc() {
    return overall(ClassCurves::rocAuc);
  }

  /**
   * Average precision: of two classes, that of the second one; of more, the mean over the classes,
   * each against the rest.
   */
  public double averagePrecision() {
    return overall(ClassCurves::averagePrecision);
  }

  private double overall(ToDoubleFunction<ClassCurves> area) {
    if (curves.size() == 2) {
      return area.applyAsDouble(curves.get(1));
    }
    double sum = 0;
    for (ClassCurves each : curves) {
      sum += area.applyAsDouble(each);
    }
    return sum / curves.size();
  }
}
