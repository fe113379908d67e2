package treecast.training;

/** The best weights so far by their validation accuracy, and for how long they have been so. */
final class BestWeights {
  private double accuracy = Double.NEGATIVE_INFINITY;
  private int step;
  private int worse;
  private double[] weights;
  private double[] statistics;

  /**
   * Hears of an evaluation; only a higher accuracy is better, and only where the loss is finite.
   */
  void consider(int step, Evaluation validation, double[] weights, double[] statistics) {
    if (Double.isFinite(validation.loss()) && validation.accuracy() > accuracy) {
      this.accuracy = validation.accuracy();
      this.step = step;
      this.worse = 0;
      this.weights = weights.clone();
      this.statistics = statistics.clone();
    } else {
      worse++;
    }
  }

  /** Whether there are any. */
  boolean found() {
    return weights != null;
  }

  /** Steps after which they were found. */
  int step() {
    return step;
  }

  /** Evaluations since then. */
  int evaluationsSince() {
    return worse;
  }

  /** Puts them where the present ones are. */
  void restore(double[] weights, double[] statistics) {
    System.arraycopy(this.weights, 0, weights, 0, weights.length);
    System.arraycopy(this.statistics, 0, statistics, 0, statistics.length);
  }
}
