package com.example;

import treecast.optim.Optimizer;

/**
 * Lion (arXiv 2302.06675): {@code w -= rate * sign(beta1 * m + (1 - beta1) * g); m = beta2 * m + (1
 * - beta2) * g}. Weight decay is part of g, as of every optimizer of Treecast.
 *
 * @param beta1 share of the momentum in the direction, 0 to below 1
 * @param beta2 share of the momentum that survives a step, 0 to below 1
 */
public record Lion(double beta1, double beta2) implements Optimizer {

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public double defaultRate() {
    return 0.001;
  }

  @Override
  public void step(double[] w, double[] g, double[][] slot, double rate, int t) {
    double[] m = slot[0];
    for (int i = 0; i < w.length; i++) {
      w[i] -= rate * Math.signum(beta1 * m[i] + (1 - beta1) * g[i]);
      m[i] = beta2 * m[i] + (1 - beta2) * g[i];
    }
  }
}
