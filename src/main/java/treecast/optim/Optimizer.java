package treecast.optim;

import java.io.Serializable;

/**
 * Optimizer: how a gradient changes the weights. It holds hyper-parameters only; its state consists
 * of slots, arrays as long as the weights, which start at zero and belong to the state of the
 * training. {@link OptimizerProvider} creates it from a plan.
 */
public interface Optimizer extends Serializable {

  /** Number that AdaGrad, RMSprop and Adam add to the root, against division by zero. */
  double EPSILON = 1e-7;

  /** Number of slots. */
  int slots();

  /** Default learning rate, for a plan with {@code rate = default}. */
  default double defaultRate() {
    return 0.01;
  }

  /**
   * Updates the weights in place.
   *
   * @param w the weights
   * @param g the gradient of the mean loss, weight decay included; as long as w, or longer
   * @param slot the slots, each as long as w
   * @param rate learning rate of this step
   * @param t number of this update: 1, 2, ...
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
