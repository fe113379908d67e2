package treecast.optim;

/**
 * RMSprop (Tieleman and Hinton, 2012), AdaGrad with a moving average: {@code h = decay * h + (1 -
 * decay) * g * g; w -= rate * g / (sqrt(h) + 1e-7)}.
 *
 * @param decay decay of h per step, 0 to below 1
 */
public record RmsProp(double decay) implements Optimizer {
  public RmsProp {
    Optimizer.requireFraction("decay", decay);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void step(double[] w, double[] g, double[][] slot, double rate, int t) {
    double[] h = slot[0];
    for (int i = 0; i < w.length; i++) {
      h[i] = decay * h[i] + (1 - decay) * g[i] * g[i];
      w[i] -= rate * g[i] / (Math.sqrt(h[i]) + EPSILON);
    }
  }
}
