package com.example.broken;

import treecast.extension.SettingValues;
import treecast.optim.Optimizer;
import treecast.optim.OptimizerProvider;

/** A provider that throws when it is to make its optimizer. */
public final class Failing implements OptimizerProvider {

  @Override
  public String name() {
    return "failing";
  }

  @Override
  public Optimizer create(SettingValues values) {
    throw new UnsupportedOperationException("not written yet\nsecond line");
  }
}
