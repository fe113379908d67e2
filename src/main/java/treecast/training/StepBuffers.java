package treecast.training;

import treecast.linalg.FlatArray;
import treecast.linalg.Precision;

/**
 * Buffers of the steps of a plan in single precision: the weights as floats, and the gradient as
 * doubles. In double precision both are the arrays themselves.
 */
final class StepBuffers {
  private FlatArray weights = Precision.SINGLE.zeros(0);
  private double[] gradient = {};

  /** Weights in a precision, valid until the next call. */
  FlatArray weights(double[] from, Precision precision) {
    if (precision == Precision.DOUBLE) {
      return precision.of(from);
    }
    if (weights.length() != from.length) {
      weights = precision.zeros(from.length);
    }
    weights.put(0, from, 0, from.length);
    return weights;
  }

  /** Gradient in double precision, valid until the next call. */
  double[] gradient(FlatArray from) {
    double[] widened = from.widened(gradient);
    if (from.precision() == Precision.SINGLE) {
      gradient = widened;
    }
    return widened;
  }
}
