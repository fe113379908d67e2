package treecast.nn;

import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Provider of a layer that follows the hidden layers of a network, named as in {@code
 * network.activation = { name = leaky-relu, slope = 0.01 }}. Providers outside of Treecast are
 * listed in {@code META-INF/services/treecast.nn.LayerProvider}. Model files hold the name and the
 * settings.
 */
public interface LayerProvider extends Provider {

  /**
   * Creates a layer with as many outputs as inputs. It has to be serialisable, because it is sent
   * to executors.
   *
   * @param units number of inputs and of outputs per row
   * @param values values of this provider's settings
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  Layer create(int units, SettingValues values);
}
