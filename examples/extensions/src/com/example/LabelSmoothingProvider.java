package com.example;

import java.util.List;
import treecast.extension.Setting;
import treecast.extension.SettingValues;
import treecast.nn.Objective;
import treecast.nn.ObjectiveProvider;

/** {@code network.objective = { name = label-smoothing, smoothing = 0.1 }}. */
public final class LabelSmoothingProvider implements ObjectiveProvider {
  private static final Setting<Double> SMOOTHING = Setting.fraction("smoothing", 0.1);

  @Override
  public String name() {
    return "label-smoothing";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(SMOOTHING);
  }

  @Override
  public Objective create(SettingValues values) {
    return new LabelSmoothing(values.get(SMOOTHING));
  }
}
