package com.example.broken;

import treecast.extension.SettingValues;
import treecast.optim.Optimizer;
import treecast.optim.OptimizerProvider;

/** A provider whose optimizer holds something that cannot travel to executors. */
public final class NotSerialisable implements OptimizerProvider {

  @Override
  public String name() {
    return "not-serialisable";
  }

  @Override
  public Optimizer create(SettingValues values) {
    return new Locked(new Object());
  }

  private record Locked(Object lock) implements Optimizer {

    @Override
    public int slots() {
      return 0;
    }

    @Override
    public void step(double[] w, double[] g, double[][] slot, double rate, int t) {
      synchronized (lock) {
        for (int i = 0; i < w.length; i++) {
          w[i] -= rate * g[i];
        }
      }
    }
  }
}
