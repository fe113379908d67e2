package treecast.optim;

/**
 * Variant of Nesterov's method in the listings of "Deep Learning from Scratch", which updates v
 * before w uses it. It differs from Nesterov's method ({@link Nesterov}) and is kept for
 * comparisons with the book.
 *
 * @param momentum decay of the velocity v per step, 0 to below 1
 */
public record NesterovListing(double momentum) implements Optimizer {
  public NesterovListing {
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
      w[i] += momentum * momentum * v[i] - (1 + momentum) * rate * g[i];
    }
  }
}
