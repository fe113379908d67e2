package treecast.score;

import java.io.Serializable;
import java.util.stream.IntStream;
import treecast.linalg.Matrix;
import treecast.score.Calibration.Bin;

/**
 * Sums over rows from which all scores follow that need no order of the rows. Its size depends on
 * the number of classes only. The bits of a sum depend on the order in which rows and other sums
 * are added: rows in the order of their shard, shards in their order.
 */
public final class ScoreSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Lower bound of the probability whose logarithm is taken, as in scikit-learn: the distance of 1
   * to the next double, 2^-52.
   */
  private static final double LEAST = Math.ulp(1.0);

  private final Confusion confusion;
  private final long[] binRows = new long[Calibration.BINS];
  private final long[] binCorrect = new long[Calibration.BINS];
  private final double[] binProbabilities = new double[Calibration.BINS];
  private double logLoss;
  private double squares;

  /** Sums over no rows. */
  public ScoreSums(int classes) {
    confusion = Confusion.none(classes);
  }

  /**
   * Adds a row.
   *
   * @param actual its class
   * @param guess its predicted class
   * @param probabilities rows x classes
   * @param row the row's index in this matrix
   */
  public void add(int actual, int guess, Matrix probabilities, int row) {
    confusion.counts()[actual][guess]++;
    logLoss -= StrictMath.log(Math.max(probabilities.get(row, actual), LEAST));
    squares += squares(actual, probabilities, row);
    int bin = Calibration.binOf(probabilities.get(row, guess));
    binRows[bin]++;
    binCorrect[bin] += actual == guess ? 1 : 0;
    binProbabilities[bin] += probabilities.get(row, guess);
  }

  /** Of two classes, the second one alone: what the first one adds is the same. */
  private static double squares(int actual, Matrix probabilities, int row) {
    double sum = 0;
    for (int of = probabilities.columns() == 2 ? 1 : 0; of < probabilities.columns(); of++) {
      double difference = probabilities.get(row, of) - (of == actual ? 1 : 0);
      sum += difference * difference;
    }
    return sum;
  }

  /** Adds the sums of other rows, such as the next shard's. */
  public void add(ScoreSums other) {
    confusion.add(other.confusion);
    logLoss += other.logLoss;
    squares += other.squares;
    for (int bin = 0; bin < Calibration.BINS; bin++) {
      binRows[bin] += other.binRows[bin];
      binCorrect[bin] += other.binCorrect[bin];
      binProbabilities[bin] += other.binProbabilities[bin];
    }
  }

  /** Confusion matrix of the rows. */
  public Confusion confusion() {
    return confusion;
  }

  /** Log loss: the mean over rows of the negative logarithm of the probability of their class. */
  double logLoss() {
    return logLoss / confusion.rows();
  }

  /** Brier score: the mean over rows of the squared errors of the probabilities. */
  double brierScore() {
    return squares / confusion.rows();
  }

  Calibration calibration() {
    return new Calibration(
        IntStream.range(0, Calibration.BINS)
            .mapToObj(bin -> new Bin(binRows[bin], binCorrect[bin], binProbabilities[bin]))
            .toList());
  }
}
