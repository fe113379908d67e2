package treecast.optim;

/**
 * Gradient descent with momentum: {@code v = momentum * v - rate * g; w += v}.
 *
 * @param momentum decay of the velocity v per step, 0 to below 1
 */
public record Momentum(double momentum) implements Optimizer {
  public Momentum {
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
      v[i] = momentum * v[i] - rate * g[i];
      w[i] += v[i];
    }
  }
}
