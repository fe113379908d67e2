package treecast.optim;

import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Makes an optimizer that plans name, as in {@code optimizer = { name = lion, beta1 = 0.9 }}. Those
 * of others are listed in {@code META-INF/services/treecast.optim.OptimizerProvider}.
 */
public interface OptimizerProvider extends Provider {

  /**
   * The optimizer. It has to be serialisable, as it travels to executors.
   *
   * @param values of the settings that this provider declares
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  Optimizer create(SettingValues values);
}
