package treecast.optim;

/**
 * AdaGrad (Duchi, Hazan and Singer, 2011), a learning rate for every weight that falls with its
 * squared gradients: {@code h += g * g; w -= rate * g / (sqrt(h) + 1e-7)}.
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
