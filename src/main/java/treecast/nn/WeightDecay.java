package treecast.nn;

import java.io.Serializable;
import java.util.List;

/**
 * Weight decay (L2 regularisation): the term {@code λ / 2} times the sum of the squared weights,
 * and its gradient, λ times the weights.
 *
 * @param matrices the weight matrices; other parameters do not decay
 */
record WeightDecay(List<Tensor> matrices) implements Serializable {

  /** Weight decay of the weight matrices among some tensors. */
  static WeightDecay on(List<Tensor> tensors) {
    return new WeightDecay(tensors.stream().filter(t -> t.parameter().decays()).toList());
  }

  double of(double[] weights, double weightDecay) {
    double squares = 0;
    for (Tensor tensor : weightDecay == 0 ? List.<Tensor>of() : matrices) {
      for (int i = tensor.offset(), end = tensor.end(); i < end; i++) {
        squares += weights[i] * weights[i];
      }
    }
    return 0.5 * weightDecay * squares;
  }

  /** Adds λ times the weights to their gradient. */
  void addGradient(double[] weights, double weightDecay, double[] gradient) {
    for (Tensor tensor : weightDecay == 0 ? List.<Tensor>of() : matrices) {
      for (int i = tensor.offset(), end = tensor.end(); i < end; i++) {
        gradient[i] += weightDecay * weights[i];
      }
    }
  }
}
