package treecast.report;

/**
 * Smoothing of curves with a Kaiser window, as in the listings of "Deep Learning from Scratch"
 * (section 6.1): each point becomes the weighted mean of the 11 points around it, with beta 2. The
 * length does not change.
 *
 * <p>Beyond its ends the curve is mirrored, as in those listings: the first point is not repeated,
 * the last one is.
 */
public final class SmoothCurve {
  private static final int REACH = 5;
  private static final double BETA = 2;

  private SmoothCurve() {}

  /** Smooths a curve into a new array. */
  public static double[] of(double... curve) {
    double[] window = kaiser(2 * REACH + 1, BETA);
    double total = 0;
    for (double weight : window) {
      total += weight;
    }
    double[] smooth = new double[curve.length];
    for (int i = 0; i < curve.length; i++) {
      for (int k = -REACH; k <= REACH; k++) {
        smooth[i] += window[k + REACH] / total * curve[mirrored(i + k, curve.length)];
      }
    }
    return smooth;
  }

  /**
   * Index of a mirrored point inside the curve, also of a curve that is shorter than the window.
   */
  private static int mirrored(int index, int length) {
    if (index < 0) {
      return Math.min(-index, length - 1);
    }
    return index < length ? index : Math.max(0, 2 * length - 1 - index);
  }

  /**
   * Kaiser window: {@code I0(beta * sqrt(1 - r * r)) / I0(beta)}, r from -1 to 1.
   *
   * @param points number of points, 1 or more
   * @param beta shape of the window: larger values are narrower, 0 is a rectangle
   */
  public static double[] kaiser(int points, double beta) {
    double[] window = new double[points];
    for (int i = 0; i < points; i++) {
      double r = points == 1 ? 0 : 2.0 * i / (points - 1) - 1;
      window[i] = bessel(beta * Math.sqrt(1 - r * r)) / bessel(beta);
    }
    return window;
  }

  /**
   * Modified Bessel function of order 0 (I0), by its power series, whose terms are all positive.
   */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 0x1.0p-60; k++) {
      term *= x / 2 / k * (x / 2 / k);
      sum += term;
    }
    return sum;
  }
}
