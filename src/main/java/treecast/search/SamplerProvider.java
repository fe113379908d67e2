package treecast.search;

import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Provider of a sampler, named in a sweep as in {@code sampler = { name = halton, skip = 20 }}.
 * Providers outside of Treecast are listed in {@code
 * META-INF/services/treecast.search.SamplerProvider}.
 */
public interface SamplerProvider extends Provider {

  /**
   * Creates the sampler. It is used on the driver only.
   *
   * @param values values of this provider's settings
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  Sampler create(SettingValues values);
}
