package treecast.optim;

/**
 * The form the chapter prints: v moves first, and w sees the new v. It is not Nesterov's method
 * ({@link Nesterov} is) and is kept for parity with the book.
 *
 * @param momentum how much of the velocity survives a step, 0 to below 1
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
