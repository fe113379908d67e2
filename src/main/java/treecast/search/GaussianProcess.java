package treecast.search;

import java.util.Arrays;

/**
 * Gaussian process regression with a Matern 5/2 kernel, a length scale for each coordinate, and
 * noise (Rasmussen and Williams, "Gaussian Processes for Machine Learning", algorithm 2.1).
 */
final class GaussianProcess {
  private static final double[] LENGTHS = {0.1, 0.2, 0.4, 0.8, 1.6, 3.2};
  private static final double[] NOISES = {1e-4, 1e-3, 1e-2, 1e-1};
  private static final int SWEEPS = 2;

  private final double[][] x;
  private final double[] y;
  private final double mean;
  private final double deviation;
  private final double[] lengths;
  private final double noise;
  private final double[][] root;
  private final double[] weights;

  /** Prediction at a point: a normal distribution. */
  record Prediction(double mean, double deviation) {}

  private GaussianProcess(double[][] x, double[] y, double[] lengths, double noise) {
    this.x = x;
    this.y = y;
    this.lengths = lengths;
    this.noise = noise;
    double sum = 0;
    for (double value : y) {
      sum += value;
    }
    mean = sum / y.length;
    double squares = 0;
    for (double value : y) {
      squares += (value - mean) * (value - mean);
    }
    deviation = squares > 0 ? Math.sqrt(squares / y.length) : 1;
    root = cholesky(covariance());
    weights = solve(standardised());
  }

  /**
   * Fits a process: chooses the length scales and the noise with the highest likelihood among a few
   * candidates.
   *
   * @param x points, each a row
   * @param y their values
   */
  static GaussianProcess fit(double[][] x, double[] y) {
    double[] lengths = new double[x[0].length];
    Arrays.fill(lengths, 0.4);
    GaussianProcess best = new GaussianProcess(x, y, lengths, 1e-2);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < lengths.length; i++) {
        for (double length : LENGTHS) {
          double[] other = best.lengths.clone();
          other[i] = length;
          best = likelier(best, new GaussianProcess(x, y, other, best.noise));
        }
      }
      for (double noise : NOISES) {
        best = likelier(best, new GaussianProcess(x, y, best.lengths, noise));
      }
    }
    return best;
  }

  /** Process with one more observation. */
  GaussianProcess with(double[] point, double value) {
    double[][] points = Arrays.copyOf(x, x.length + 1);
    points[x.length] = point;
    double[] values = Arrays.copyOf(y, y.length + 1);
    values[y.length] = value;
    return new GaussianProcess(points, values, lengths, noise);
  }

  /** Prediction of the value at a point, without noise. */
  Prediction at(double... point) {
    double[] near = new double[x.length];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      near[i] = kernel(x[i], point);
      sum += near[i] * weights[i];
    }
    double[] half = forward(near);
    double variance = 1;
    for (double value : half) {
      variance -= value * value;
    }
    return new Prediction(mean + deviation * sum, deviation * Math.sqrt(Math.max(variance, 1e-12)));
  }

  private static GaussianProcess likelier(GaussianProcess one, GaussianProcess other) {
    return other.logLikelihood() > one.logLikelihood() ? other : one;
  }

  /** Logarithm of the likelihood, up to a constant. */
  private double logLikelihood() {
    double[] values = standardised();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum -= values[i] * weights[i] / 2 + StrictMath.log(root[i][i]);
    }
    return sum;
  }

  private double[] standardised() {
    double[] values = new double[y.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (y[i] - mean) / deviation;
    }
    return values;
  }

  private double[][] covariance() {
    double[][] covariance = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      covariance[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = kernel(x[i], x[j]) + (i == j ? noise : 0);
      }
    }
    return covariance;
  }

  private double kernel(double[] a, double[] b) {
    double squares = 0;
    for (int i = 0; i < lengths.length; i++) {
      double difference = (a[i] - b[i]) / lengths[i];
      squares += difference * difference;
    }
    double distance = Math.sqrt(5 * squares);
    return (1 + distance + distance * distance / 3) * StrictMath.exp(-distance);
  }

  /**
   * Cholesky decomposition in place: the lower triangular matrix whose product with its transpose
   * is the given matrix.
   */
  private static double[][] cholesky(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        a[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j][j];
      }
    }
    return a;
  }

  private double[] forward(double[] b) {
    double[] z = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= root[i][k] * z[k];
      }
      z[i] = sum / root[i][i];
    }
    return z;
  }

  private double[] solve(double[] b) {
    double[] z = forward(b);
    for (int i = b.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < b.length; k++) {
        z[i] -= root[k][i] * z[k];
      }
      z[i] /= root[i][i];
    }
    return z;
  }
}
