package treecast.nn;

import java.util.List;
import java.util.function.IntFunction;
import treecast.extension.Registry;
import treecast.extension.SettingValues;

/**
 * The table of layers by name that may follow a hidden layer. Plans, model files, messages and
 * tests take their names from here.
 */
public final class Layers {
  private static final List<LayerProvider> BUILT_IN =
      List.of(
          new BuiltIn("relu", Relu::new),
          new BuiltIn("sigmoid", Sigmoid::new),
          new BuiltIn("tanh", Tanh::new));

  private Layers() {}

  /** Treecast's own layers and those of others. */
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
