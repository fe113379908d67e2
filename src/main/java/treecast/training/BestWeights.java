package treecast.training;

import java.io.Serializable;

/**
 * The best weights so far by the score of the validation rows, and for how long they have been so.
 *
 * @param step steps after which they were found, 0 where none were
 * @param score their score on the validation rows
 * @param evaluationsSince evaluations since then, or from the beginning
 * @param weights in the network's order; not to be changed
 * @param statistics the running statistics that belong to them; not to be changed
 */
public record BestWeights(
    int step, double score, int evaluationsSince, double[] weights, double[] statistics)
    implements Serializable {
  /** Before the first evaluation. */
  static final BestWeights NONE =
      new BestWeights(0, Double.NEGATIVE_INFINITY, 0, new double[0], new double[0]);

  /**
   * The best after another evaluation; only a score that is greater by more than the minimum gain
   * is better, and only where the loss is finite.
   *
   * @param found evaluations with validation rows
   * @param minGain 0 or more
   * @param nowWeights the weights evaluated, which are copied if they are the best
   */
  BestWeights considered(
      int now, Evaluations found, double minGain, double[] nowWeights, double[] nowStatistics) {
    return Double.isFinite(found.validation().loss()) && found.score() > score + minGain
        ? new BestWeights(now, found.score(), 0, nowWeights.clone(), nowStatistics.clone())
        : new BestWeights(step, score, evaluationsSince + 1, weights, statistics);
  }

  /** Whether there are any. */
  boolean found() {
    return step > 0;
  }

  /** Puts them where the present ones are. */
  void restore(double[] nowWeights, double[] nowStatistics) {
    System.arraycopy(weights, 0, nowWeights, 0, nowWeights.length);
    System.arraycopy(statistics, 0, nowStatistics, 0, nowStatistics.length);
  }
}
