package treecast.nn;

import java.io.Serializable;
import treecast.data.Targets;
import treecast.linalg.Matrix;

/**
 * The loss that a network is trained to make small, and what its scores mean. Losses and gradients
 * are sums over rows: whoever knows the number of all rows divides.
 *
 * <p>Two objectives are equal if they compute the same; implementations are values.
 */
public interface Objective extends Serializable {

  /** What it is called. */
  String name();

  /**
   * Replaces scores by predictions, in place.
   *
   * @param scores rows x outputs, what the last layer gives
   */
  void toPredictions(Matrix scores);

  /**
   * The loss, summed over rows.
   *
   * @param predictions rows x outputs
   * @throws IllegalArgumentException if the targets are not of the kind or size that it takes
   */
  double loss(Matrix predictions, Targets targets);

  /**
   * Replaces predictions by the gradient of the summed loss with respect to the scores, in place.
   *
   * @param predictions rows x outputs
   * @throws IllegalArgumentException if the targets are not of the kind or size that it takes
   */
  void toGradient(Matrix predictions, Targets targets);

  /**
   * The summed loss whose gradient {@link #toGradient} is exactly, which differences are held
   * against; by default {@link #loss}.
   *
   * @param scores rows x outputs; may be overwritten
   * @throws IllegalArgumentException if the targets are not of the kind or size that it takes
   */
  default double exactLoss(Matrix scores, Targets targets) {
    toPredictions(scores);
    return loss(scores, targets);
  }
}
