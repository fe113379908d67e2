package treecast.optim;

import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Provider of an optimizer, named as in {@code optimizer = { name = lion, beta1 = 0.9 }}. Providers
 * outside of Treecast are listed in {@code META-INF/services/treecast.optim.OptimizerProvider}.
 */
public interface OptimizerProvider extends Provider {

  /**
   * Creates the optimizer. It has to be serialisable, because it is sent to executors.
   *
   * @param values values of this provider's settings
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  Optimizer create(SettingValues values);
}
