package treecast.nn;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import treecast.linalg.RandomStream;

/**
 * Weight initializer: the standard deviation of a weight matrix's initial values, which are
 * normally distributed with mean 0.
 *
 * <p>{@code he} has variance 2 / fan-in (He et al., 2015). {@code xavier} has variance 1 / fan-in,
 * which is what "Deep Learning from Scratch", section 6.2, calls Xavier's; Glorot and Bengio (2010)
 * take 2 / (fan-in + fan-out), which is the same for layers of equal width.
 *
 * @param name name in a plan
 * @param varianceScale the variance times fan-in, 0 if the deviation is fixed; other libraries'
 *     {@code gain} is its square root
 * @param fixed the standard deviation, if it does not depend on fan-in
 */
public record Initializer(String name, double varianceScale, double fixed) implements Serializable {

  /**
   * Initializer by its name in a plan.
   *
   * @param name {@code he} or {@code relu}, {@code xavier} or {@code sigmoid}, in any case, or a
   *     number that is the standard deviation
   * @throws IllegalArgumentException if the name is none of these, or if all weights would be equal
   */
  public static Initializer of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "he", "relu" -> new Initializer("he", 2, 0);
      case "xavier", "sigmoid" -> new Initializer("xavier", 1, 0);
      default -> fixed(name);
    };
  }

  private static Initializer fixed(String name) {
    double deviation;
    try {
      deviation = Double.parseDouble(name);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected he, xavier or a standard deviation, found " + name, e);
    }
    if (deviation == 0) {
      throw new IllegalArgumentException(
          "expected a standard deviation above 0, found 0: with all-zero weights every unit of a"
              + " layer computes the same and gets the same update, so they never become different");
    }
    if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a standard deviation above 0, found " + name);
    }
    return new Initializer(name, 0, deviation);
  }

  /**
   * Standard deviation of a layer's weights.
   *
   * @param fanIn number of inputs of each unit
   */
  public double standardDeviation(int fanIn) {
    return varianceScale > 0 ? Math.sqrt(varianceScale / fanIn) : fixed;
  }

  /**
   * Initial weights: a pure function of the seed and each parameter's position in the network.
   *
   * @param tensors position of each parameter in the flat weights
   * @param length number of all weights
   */
  double[] firstWeights(List<Tensor> tensors, int length, long seed) {
    double[] weights = new double[length];
    for (Tensor tensor : tensors) {
      Parameter parameter = tensor.parameter();
      double deviation = standardDeviation(parameter.fanIn());
      RandomStream stream = tensor.firstValues(seed);
      for (int i = 0; i < parameter.size(); i++) {
        weights[tensor.offset() + i] =
            switch (parameter.role()) {
              case WEIGHT -> deviation * stream.normal(i);
              case SCALE -> 1;
              case SHIFT, STATISTIC -> 0;
            };
      }
    }
    return weights;
  }
}
