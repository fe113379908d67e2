package treecast.optim;

import java.util.List;
import java.util.function.Function;
import treecast.extension.Registry;
import treecast.extension.Setting;
import treecast.extension.SettingValues;

/** Table of the optimizers, by name. Plans, messages and tests use these names. */
public final class Optimizers {
  private static final Setting<Double> MOMENTUM = Setting.fraction("momentum", 0.9);
  private static final Setting<Double> DECAY = Setting.fraction("decay", 0.99);
  private static final Setting<Double> BETA1 = Setting.fraction("beta1", 0.9);
  private static final Setting<Double> BETA2 = Setting.fraction("beta2", 0.999);

  private static final List<OptimizerProvider> BUILT_IN =
      List.of(
          new BuiltIn("sgd", List.of(), v -> new Sgd()),
          new BuiltIn("momentum", List.of(MOMENTUM), v -> new Momentum(v.get(MOMENTUM))),
          new BuiltIn("nesterov", List.of(MOMENTUM), v -> new Nesterov(v.get(MOMENTUM))),
          new BuiltIn(
              "nesterov-listing", List.of(MOMENTUM), v -> new NesterovListing(v.get(MOMENTUM))),
          new BuiltIn("adagrad", List.of(), v -> new AdaGrad()),
          new BuiltIn("rmsprop", List.of(DECAY), v -> new RmsProp(v.get(DECAY))),
          new BuiltIn("adam", List.of(BETA1, BETA2), v -> new Adam(v.get(BETA1), v.get(BETA2))));

  private Optimizers() {}

  /** Registry of all optimizers, Treecast's own and others. */
  public static Registry<OptimizerProvider> registry() {
    return Registry.of("optimizer", OptimizerProvider.class, BUILT_IN);
  }

  private record BuiltIn(
      String name, List<Setting<?>> settings, Function<SettingValues, Optimizer> maker)
      implements OptimizerProvider {

    @Override
    public Optimizer create(SettingValues values) {
      return maker.apply(values);
    }
  }
}
