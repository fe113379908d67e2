package treecast.nn;

import java.io.Serializable;
import treecast.data.Targets;
import treecast.linalg.Matrix;

/**
 * Objective (loss function) of a training: the loss that is minimised, and the predictions that
 * scores stand for. Losses and gradients are sums over rows, so that rows can also be computed one
 * by one, as {@link ClassWeights} need it; the caller divides by the sum of the rows' weights,
 * which is their number without class weights.
 *
 * <p>Two objectives are equal if they compute the same; implementations are values.
 */
public interface Objective extends Serializable {

  /** Name of the objective. */
  String name();

  /**
   * Replaces scores by predictions, in place.
   *
   * @param scores rows x outputs, the outputs of the last layer
   */
  void toPredictions(Matrix scores);

  /**
   * Loss, summed over rows.
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
   * Summed loss whose exact gradient {@link #toGradient} is, for gradient checks; by default {@link
   * #loss}.
   *
   * @param scores rows x outputs; may be overwritten
   * @throws IllegalArgumentException if the targets are not of the kind or size that it takes
   */
  default double exactLoss(Matrix scores, Targets targets) {
    toPredictions(scores);
    return loss(scores, targets);
  }
}
