package treecast.nn;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import treecast.extension.Registry;
import treecast.extension.SettingValues;

/**
 * Activation function of hidden layers: the name of its {@link LayerProvider} and the values of its
 * settings, as in plans and model files.
 *
 * @param settings values as text, by the names of the settings; missing values are defaults
 */
@SuppressWarnings("serial") // a serialisable map, which the interface does not say
public record Activation(String name, Map<String, String> settings) implements Serializable {
  public static final Activation RELU = of("relu");
  public static final Activation SIGMOID = of("sigmoid");
  public static final Activation TANH = of("tanh");

  public Activation {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** Activation function with default settings. */
  public static Activation of(String name) {
    return new Activation(name, Map.of());
  }

  /**
   * Layer that applies this function to a number of units.
   *
   * @throws treecast.extension.ExtensionException if there is no provider with this name, or it
   *     fails, or makes a layer of another number of units
   * @throws IllegalArgumentException if a setting is invalid
   */
  public Layer layer(int units) {
    return layers().apply(units);
  }

  /** Maker of the layers of a network, by their number of units: the provider is found once. */
  IntFunction<Layer> layers() {
    Registry<LayerProvider> registry = Layers.registry();
    LayerProvider provider = registry.provider(name);
    SettingValues values = SettingValues.ofTexts(provider, settings);
    return units -> registry.make(provider, each -> checked(each.create(units, values), units));
  }

  private static Layer checked(Layer layer, int units) {
    if (layer.inputs() != units || layer.outputs() != units) {
      throw new IllegalStateException(
          "expected a layer of %d inputs and outputs, found %d and %d"
              .formatted(units, layer.inputs(), layer.outputs()));
    }
    return layer;
  }
}
