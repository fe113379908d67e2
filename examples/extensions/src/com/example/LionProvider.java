package com.example;

import java.util.List;
import treecast.extension.Setting;
import treecast.extension.SettingValues;
import treecast.optim.Optimizer;
import treecast.optim.OptimizerProvider;

/** {@code optimizer = { name = lion, beta1 = 0.9, beta2 = 0.99 }}. */
public final class LionProvider implements OptimizerProvider {
  private static final Setting<Double> BETA1 = Setting.fraction("beta1", 0.9);
  private static final Setting<Double> BETA2 = Setting.fraction("beta2", 0.99);

  @Override
  public String name() {
    return "lion";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(BETA1, BETA2);
  }

  @Override
  public Optimizer create(SettingValues values) {
    return new Lion(values.get(BETA1), values.get(BETA2));
  }
}
