package treecast.nn;

import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Makes the layer that plans name as the activation of hidden layers, as in {@code
 * network.activation = { name = leaky-relu, slope = 0.01 }}. Those of others are listed in {@code
 * META-INF/services/treecast.nn.LayerProvider}. Model files hold the name and the settings.
 */
public interface LayerProvider extends Provider {

  /**
   * A layer with as many outputs as inputs. It has to be serialisable, as it travels to executors.
   *
   * @param units inputs and outputs per row
   * @param values of the settings that this provider declares
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  Layer create(int units, SettingValues values);
}
