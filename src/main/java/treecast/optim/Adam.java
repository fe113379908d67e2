package treecast.optim;

/**
 * Adam (arXiv 1412.6980) in the form of "Deep Learning from Scratch", section 6.1.6: the bias
 * correction is part of the rate, and 1e-7 is added outside of the root.
 *
 * @param beta1 decay of the mean gradient per step, 0 to below 1
 * @param beta2 decay of the mean squared gradient per step, 0 to below 1
 */
public record Adam(double beta1, double beta2) implements Optimizer {
  public Adam {
    Optimizer.requireFraction("beta1", beta1);
    Optimizer.requireFraction("beta2", beta2);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public double defaultRate() {
    return 0.001;
  }

  @Override
  public void step(double[] w, double[] g, double[][] slot, double rate, int t) {
    double[] m = slot[0];
    double[] v = slot[1];
    double corrected =
        rate * Math.sqrt(1 - StrictMath.pow(beta2, t)) / (1 - StrictMath.pow(beta1, t));
    for (int i = 0; i < w.length; i++) {
      m[i] += (1 - beta1) * (g[i] - m[i]);
      v[i] += (1 - beta2) * (g[i] * g[i] - v[i]);
      w[i] -= corrected * m[i] / (Math.sqrt(v[i]) + EPSILON);
    }
  }
}
