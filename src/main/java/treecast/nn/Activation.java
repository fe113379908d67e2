package treecast.nn;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import treecast.extension.Registry;
import treecast.extension.SettingValues;

/**
 * The function that follows each hidden layer: the name of its {@link LayerProvider} and the values
 * of its settings, as plans and model files hold them.
 *
 * @param settings values as text, by the names of the settings; what is missing is the default
 */
@SuppressWarnings("serial") // a serialisable map, which the interface does not say
public record Activation(String name, Map<String, String> settings) implements Serializable {
  public static final Activation RELU = of("relu");
  public static final Activation SIGMOID = of("sigmoid");
  public static final Activation TANH = of("tanh");

  public Activation {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** The one of a provider whose settings have their defaults. */
  public static Activation of(String name) {
    return new Activation(name, Map.of());
  }

  /**
   * The layer, for so many units.
   *
   * @throws treecast.extension.ExtensionException if there is no provider of the name, or it fails
   * @throws IllegalArgumentException if a setting cannot be used, or the layer has other units
   */
  public Layer layer(int units) {
    Registry<LayerProvider> registry = Layers.registry();
    LayerProvider provider = registry.provider(name);
    SettingValues values = SettingValues.ofTexts(provider, settings);
    Layer layer = registry.make(provider, each -> each.create(units, values));
    if (layer.inputs() != units || layer.outputs() != units) {
      throw new IllegalArgumentException(
          "%s: expected a layer of %d inputs and outputs, found %d and %d"
              .formatted(registry.describe(provider), units, layer.inputs(), layer.outputs()));
    }
    return layer;
  }
}
