package treecast.nn;

import java.util.function.ToDoubleFunction;
import treecast.data.Minibatch;
import treecast.linalg.DoubleArray;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;
import treecast.linalg.Workspace;

/**
 * Gradient check: compares a network's gradient with central differences of its loss, in training
 * mode, at given weights and on a given minibatch.
 *
 * <p>The loss has kinks where a unit of ReLU is 0 or two pixels of a pool are equal. A convolution
 * has many, because its biases change a unit at every position, and an image without ink lies
 * exactly on one. A central difference across a kink is meaningless. If it disagrees with the
 * gradient, the one-sided derivatives are compared as well: at a kink, the gradient is one of them.
 */
public final class GradientCheck {
  /**
   * Half the distance of two points: small enough to avoid most kinks, and large enough against
   * rounding.
   */
  private static final double H = 1e-5;

  /** Distances of the points on one side: the nearer they are, the fewer kinks lie between. */
  private static final double[] BESIDE = {1e-6, 1e-7, -1e-6, -1e-7};

  /** Relative difference from which on a kink is suspected. */
  private static final double SUSPICIOUS = 1e-7;

  /**
   * Lower bound of the magnitude by which differences are divided: the gradient of a bias before
   * batch norm is zero, and its central difference is only rounding.
   */
  private static final double MIN_MAGNITUDE = 1e-4;

  private final Network network;
  private final double[] weights;
  private final double weightDecay;
  private final Minibatch minibatch;
  private final Masks masks;
  private final double[] gradient;

  /** Check of one network at one point, in double precision whatever the network computes in. */
  public GradientCheck(
      Network network, double[] weights, double weightDecay, Minibatch minibatch, Masks masks) {
    this.network = network.computedIn(Precision.DOUBLE);
    this.weights = weights.clone();
    this.weightDecay = weightDecay;
    this.minibatch = minibatch;
    this.masks = masks;
    GradientAndLoss sum = this.network.gradientAndLoss();
    this.network.addGradient(
        new DoubleArray(weights), minibatch, masks, Workspace.ofThisThread().reuse(), sum);
    sum.averageGradient();
    this.gradient = sum.values();
    network.addWeightDecayGradient(weights, weightDecay, gradient);
  }

  /**
   * Relative error: the largest difference between the two gradients among some elements of a
   * parameter, divided by the largest of their magnitudes.
   *
   * @param samples maximum number of elements to compare
   * @param seed seed of the choice of elements, if there are more
   */
  public double relativeError(Tensor tensor, int samples, long seed) {
    int size = tensor.parameter().size();
    RandomStream stream = RandomStream.of(Purpose.GRADIENT_CHECK, seed, tensor.offset());
    double difference = 0;
    double magnitude = MIN_MAGNITUDE;
    for (int s = 0; s < Math.min(samples, size); s++) {
      int i = tensor.offset() + (samples < size ? stream.below(s, size) : s);
      double numerical = nearest(i);
      difference = Math.max(difference, Math.abs(gradient[i] - numerical));
      magnitude = Math.max(magnitude, Math.max(Math.abs(gradient[i]), Math.abs(numerical)));
    }
    return difference / magnitude;
  }

  /** Numerical derivative that is nearest to the gradient. */
  private double nearest(int i) {
    double nearest = derivative(this::loss, weights, i, H);
    if (Math.abs(gradient[i] - nearest) > SUSPICIOUS * Math.abs(gradient[i])) {
      for (double h : BESIDE) {
        double beside = derivativeBeside(i, h);
        if (Math.abs(gradient[i] - beside) < Math.abs(gradient[i] - nearest)) {
          nearest = beside;
        }
      }
    }
    return nearest;
  }

  /**
   * {@code (4 f(x + h) - f(x + 2h) - 3 f(x)) / 2h}, the one-sided derivative, exact for a parabola
   * on that side of x.
   */
  private double derivativeBeside(int i, double h) {
    double original = weights[i];
    double here = loss(weights);
    weights[i] = original + h;
    double near = loss(weights);
    weights[i] = original + 2 * h;
    double far = loss(weights);
    weights[i] = original;
    return (4 * (near - here) - (far - here)) / (2 * h);
  }

  /** Loss whose exact gradient the network computes; for cross-entropy, the loss without 1e-7. */
  private double loss(double[] at) {
    Matrix scores =
        network.scores(
            new Mode.Training(masks),
            new DoubleArray(at),
            Precision.DOUBLE.zeros(network.statistics()),
            minibatch.x(),
            Workspace.ofThisThread().reuse());
    return network.loss().exactMean(scores, minibatch.targets())
        + network.weightDecayLoss(at, weightDecay);
  }

  /**
   * Numerical gradient of f at x, element by element: {@code (f(x + h) - f(x - h)) / 2h}.
   *
   * @param f function of x, which must not change x
   * @param x the point; changed during the computation and restored
   * @param h half the distance of the two points
   */
  public static double[] numericalGradient(ToDoubleFunction<double[]> f, double[] x, double h) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      gradient[i] = derivative(f, x, i, h);
    }
    return gradient;
  }

  private static double derivative(ToDoubleFunction<double[]> f, double[] x, int i, double h) {
    double original = x[i];
    x[i] = original + h;
    double above = f.applyAsDouble(x);
    x[i] = original - h;
    double below = f.applyAsDouble(x);
    x[i] = original;
    return (above - below) / (2 * h);
  }
}
