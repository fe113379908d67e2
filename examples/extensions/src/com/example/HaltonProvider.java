package com.example;

import java.util.List;
import treecast.extension.Setting;
import treecast.extension.SettingValues;
import treecast.search.Sampler;
import treecast.search.SamplerProvider;

/** {@code sampler = { name = halton, skip = 20 }}. */
public final class HaltonProvider implements SamplerProvider {
  private static final Setting<Integer> SKIP = Setting.integer("skip", 0, 1_000_000, 20);

  @Override
  public String name() {
    return "halton";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(SKIP);
  }

  @Override
  public Sampler create(SettingValues values) {
    return new Halton(values.get(SKIP));
  }
}
