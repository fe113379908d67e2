package treecast.training;

/** Best weights so far by validation accuracy, and the number of evaluations since then. */
final class BestWeights {
  private double accuracy = Double.NEGATIVE_INFINITY;
  private int step;
  private int worse;
  private double[] weights;
  private double[] statistics;

  /**
   * Compares the current weights with the best ones and keeps a copy if they are better: if their
   * accuracy is higher and their loss is finite.
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

  /** Whether any weights were kept. */
  boolean found() {
    return weights != null;
  }

  /** Number of steps after which the best weights were found. */
  int step() {
    return step;
  }

  /** Number of evaluations since the best weights were found. */
  int evaluationsSince() {
    return worse;
  }

  /** Copies the best weights and statistics into the current ones. */
  void restore(double[] weights, double[] statistics) {
    System.arraycopy(this.weights, 0, weights, 0, weights.length);
    System.arraycopy(this.statistics, 0, statistics, 0, statistics.length);
  }
}
