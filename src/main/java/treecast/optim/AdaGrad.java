package treecast.optim;

/**
 * A rate of its own for every weight, falling with what it has moved: {@code h += g * g; w -= rate
 * * g / (sqrt(h) + 1e-7)}.
 */
public record AdaGrad() implements Optimizer {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void step(double[] w, double[] g, double[][] slot, double rate, int t) {
    double[] h = slot[0];
    for (int i = 0; i < w.length; i++) {
      h[i] += g[i] * g[i];
      w[i] -= rate * g[i] / (Math.sqrt(h[i]) + EPSILON);
    }
  }
}
