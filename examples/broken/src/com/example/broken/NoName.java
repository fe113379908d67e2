package com.example.broken;

import treecast.extension.SettingValues;
import treecast.optim.Optimizer;
import treecast.optim.OptimizerProvider;
import treecast.optim.Sgd;

/** A provider without a name. */
public final class NoName implements OptimizerProvider {

  @Override
  public String name() {
    return "";
  }

  @Override
  public Optimizer create(SettingValues values) {
    return new Sgd();
  }
}
