package com.example.broken;

import java.util.List;
import treecast.extension.Setting;
import treecast.extension.SettingValues;
import treecast.optim.Momentum;
import treecast.optim.Optimizer;
import treecast.optim.OptimizerProvider;

/** A provider that declares a number and asks for a whole number. */
public final class OtherType implements OptimizerProvider {

  @Override
  public String name() {
    return "other-type";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(Setting.number("momentum", 0.9));
  }

  @Override
  public Optimizer create(SettingValues values) {
    return new Momentum(values.get(Setting.integer("momentum", 0, 1, 0)));
  }
}
