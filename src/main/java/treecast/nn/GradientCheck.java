package treecast.nn;

import java.util.function.ToDoubleFunction;

/** Gradients by central differences, to hold the others against. */
public final class GradientCheck {
  private GradientCheck() {}

  /**
   * The gradient of f at x, element by element: {@code (f(x + h) - f(x - h)) / 2h}.
   *
   * @param f a function of x, which it must not change
   * @param x the point; changed while this runs and restored
   * @param h half the distance of the two points
   */
  public static double[] numericalGradient(ToDoubleFunction<double[]> f, double[] x, double h) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      gradient[i] = derivative(f, x, i, h);
    }
    return gradient;
  }

  /** One element of {@link #numericalGradient}. */
  public static double derivative(ToDoubleFunction<double[]> f, double[] x, int i, double h) {
    double original = x[i];
    x[i] = original + h;
    double above = f.applyAsDouble(x);
    x[i] = original - h;
    double below = f.applyAsDouble(x);
    x[i] = original;
    return (above - below) / (2 * h);
  }
}
