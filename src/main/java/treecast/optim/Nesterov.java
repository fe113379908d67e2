package treecast.optim;

/**
 * Nesterov's accelerated gradient in the form of Bengio, Boulanger-Lewandowski and Pascanu (arXiv
 * 1212.0901): with the old v, {@code w += m * m * v - (1 + m) * rate * g; v = m * v - rate * g}.
 *
 * @param momentum decay of the velocity v per step, 0 to below 1
 */
public record Nesterov(double momentum) implements Optimizer {
  public Nesterov {
    Optimizer.requireFraction("momentum", momentum);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void step(double[] w, double[] g, double[][] slot, double rate, int t) {
    double[] v = slot[0];
    for (int i = 0; i < w.length; i++) {
      w[i] += momentum * momentum * v[i] - (1 + momentum) * rate * g[i];
      v[i] = momentum * v[i] - rate * g[i];
    }
  }
}
