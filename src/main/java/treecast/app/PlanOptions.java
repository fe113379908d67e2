package treecast.app;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import treecast.config.PlanLayers;

/** Options for a plan. */
final class PlanOptions {
  @Mixin private DataOptions dataOptions;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all random numbers.")
  private Long seed;

  /** Layers of settings from these options. */
  PlanLayers layers() {
    PlanLayers layers = dataOptions.layers();
    return seed == null
        ? layers
        : layers.with(
            ConfigFactory.empty().withValue("seed", ConfigValueFactory.fromAnyRef(seed, "--seed")));
  }
}
