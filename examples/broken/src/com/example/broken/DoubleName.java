package com.example.broken;

import treecast.extension.SettingValues;
import treecast.optim.Optimizer;
import treecast.optim.OptimizerProvider;
import treecast.optim.Sgd;

/** A provider with the name of another one. */
public final class DoubleName implements OptimizerProvider {

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public Optimizer create(SettingValues values) {
    return new Sgd();
  }
}
