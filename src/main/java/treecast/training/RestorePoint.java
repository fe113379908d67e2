package treecast.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Restore point: the state of a training after an earlier step, to which it can go back after a
 * divergence. Its arrays are never changed.
 *
 * @param step steps taken
 * @param weights in the network's order
 * @param slots the optimizer's, each as long as the weights
 * @param statistics the running statistics, in the network's order
 * @param best the best weights until then, where early stopping looks for them
 */
public record RestorePoint(
    int step, double[] weights, double[][] slots, double[] statistics, BestWeights best) {

  /** Copies arrays. */
  static RestorePoint copyOf(
      int step, double[] weights, double[][] slots, double[] statistics, BestWeights best) {
    double[][] copies = Arrays.stream(slots).map(double[]::clone).toArray(double[][]::new);
    return new RestorePoint(step, weights.clone(), copies, statistics.clone(), best);
  }

  /** Checkpoint of this state. */
  Checkpoint checkpoint(
      int weightsStep,
      Optional<Evaluations> evaluations,
      History history,
      List<RestorePoint> restorePoints) {
    return new Checkpoint(
        step, weightsStep, weights, slots, statistics, best, evaluations, history, restorePoints);
  }

  /** Puts its arrays where the present ones are. */
  void restore(double[] nowWeights, double[][] nowSlots, double[] nowStatistics) {
    System.arraycopy(weights, 0, nowWeights, 0, weights.length);
    System.arraycopy(statistics, 0, nowStatistics, 0, statistics.length);
    for (int i = 0; i < slots.length; i++) {
      System.arraycopy(slots[i], 0, nowSlots[i], 0, slots[i].length);
    }
  }
}
