package treecast.nn;

import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Makes the objective that plans name, as in {@code network.objective = { name = label-smoothing,
 * smoothing = 0.1 }}. Those of others are listed in {@code
 * META-INF/services/treecast.nn.ObjectiveProvider}. Model files hold the name and the settings.
 */
public interface ObjectiveProvider extends Provider {

  /**
   * An objective that takes classes, which is all that plans have data for. It has to be
   * serialisable, as it travels to executors.
   *
   * @param values of the settings that this provider declares
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  Objective create(SettingValues values);
}
