package treecast.search;

import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Makes a sampler that sweeps name, as in {@code sampler = { name = halton, skip = 20 }}. Those of
 * others are listed in {@code META-INF/services/treecast.search.SamplerProvider}.
 */
public interface SamplerProvider extends Provider {

  /**
   * The sampler. It stays on the driver.
   *
   * @param values of the settings that this provider declares
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  Sampler create(SettingValues values);
}
