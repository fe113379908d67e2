package treecast.optim;

import java.io.Serializable;

/**
 * How a gradient moves the weights. An optimizer holds hyper-parameters only; what it remembers are
 * the slots, arrays as long as the weights that start at zero and belong to the training's state.
 * {@link OptimizerProvider} makes it from a plan.
 */
public interface Optimizer extends Serializable {

  /** What AdaGrad, RMSprop and Adam add to the root, outside of it, against division by zero. */
  double EPSILON = 1e-7;

  /** Number of arrays it remembers. */
  int slots();

  /** The learning rate for a plan with {@code rate = default}. */
  default double defaultRate() {
    return 0.01;
  }

  /**
   * One update, in place.
   *
   * @param w the weights
   * @param g the gradient of the mean loss, weight decay included; as long as w, or longer
   * @param slot the slots, each as long as w
   * @param rate this step's learning rate
   * @param t the number of this update: 1, 2, ...
   */
  void step(double[] w, double[] g, double[][] slot, double rate, int t);

  /**
   * Checks a hyper-parameter that is a fraction.
   *
   * @throws IllegalArgumentException unless the value lies in [0, 1)
   */
  static void requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + ": expected a number from 0 to below 1, found " + value);
    }
  }
}
