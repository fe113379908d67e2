package treecast.nn;

import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Provider of an objective (loss function), named as in {@code network.objective = { name =
 * label-smoothing, smoothing = 0.1 }}. Providers outside of Treecast are listed in {@code
 * META-INF/services/treecast.nn.ObjectiveProvider}. Model files hold the name and the settings.
 */
public interface ObjectiveProvider extends Provider {

  /**
   * Creates an objective for classes. It has to be serialisable, because it is sent to executors.
   *
   * @param values values of this provider's settings
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  Objective create(SettingValues values);
}
