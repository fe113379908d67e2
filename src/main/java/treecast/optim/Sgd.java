package treecast.optim;

/** Stochastic gradient descent: {@code w -= rate * g}. */
public record Sgd() implements Optimizer {
  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void step(double[] w, double[] g, double[][] slot, double rate, int t) {
    for (int i = 0; i < w.length; i++) {
      w[i] -= rate * g[i];
    }
  }
}
