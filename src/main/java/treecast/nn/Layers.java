package treecast.nn;

import java.util.List;
import java.util.function.IntFunction;
import treecast.extension.Registry;
import treecast.extension.SettingValues;

/**
 * Table of the layers that may follow a hidden layer (activation functions), by name. Plans, model
 * files, messages and tests use these names.
 */
public final class Layers {
  private static final List<LayerProvider> BUILT_IN =
      List.of(
          new BuiltIn("relu", Relu::new),
          new BuiltIn("sigmoid", Sigmoid::new),
          new BuiltIn("tanh", Tanh::new));

  private Layers() {}

  /** Registry of all layers, Treecast's own and others. */
  public static Registry<LayerProvider> registry() {
    return Registry.of("activation", LayerProvider.class, BUILT_IN);
  }

  private record BuiltIn(String name, IntFunction<Layer> maker) implements LayerProvider {

    @Override
    public Layer create(int units, SettingValues values) {
      return maker.apply(units);
    }
  }
}
