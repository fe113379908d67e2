package treecast.report;

/**
 * A curve with its noise averaged away, as the listings of "Deep Learning from Scratch" draw
 * losses: each point becomes the mean of the 11 around it under a Kaiser window of beta 2. The
 * curve keeps its length.
 *
 * <p>Beyond its ends the curve goes on mirrored, as those listings have it: at the beginning the
 * first point is not repeated, at the end the last one is.
 */
public final class SmoothCurve {
  private static final int REACH = 5;
  private static final double BETA = 2;

  private SmoothCurve() {}

  /** The smoothed curve, as a new array. */
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

  /** The place inside the curve; curves shorter than the window's reach are not left. */
  private static int mirrored(int place, int length) {
    if (place < 0) {
      return Math.min(-place, length - 1);
    }
    return place < length ? place : Math.max(0, 2 * length - 1 - place);
  }

  /**
   * The Kaiser window: {@code I0(beta * sqrt(1 - r * r)) / I0(beta)}, r from -1 to 1.
   *
   * @param points number of points, 1 or more
   * @param beta how narrow it is; 0 is a rectangle
   */
  public static double[] kaiser(int points, double beta) {
    double[] window = new double[points];
    for (int i = 0; i < points; i++) {
      double r = points == 1 ? 0 : 2.0 * i / (points - 1) - 1;
      window[i] = bessel(beta * Math.sqrt(1 - r * r)) / bessel(beta);
    }
    return window;
  }

  /** I0, the modified Bessel function of order 0, by its power series, whose terms all add. */
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
