package com.example;

import java.util.List;
import treecast.extension.Setting;
import treecast.extension.SettingValues;
import treecast.nn.Layer;
import treecast.nn.LayerProvider;

/** {@code network.activation = { name = leaky-relu, slope = 0.01 }}. */
public final class LeakyReluProvider implements LayerProvider {
  private static final Setting<Double> SLOPE = Setting.fraction("slope", 0.01);

  @Override
  public String name() {
    return "leaky-relu";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(SLOPE);
  }

  @Override
  public Layer create(int units, SettingValues values) {
    return new LeakyRelu(units, values.get(SLOPE));
  }
}
