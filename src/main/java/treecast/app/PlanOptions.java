package treecast.app;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import treecast.config.PlanLayers;

/** The flags that describe a plan. */
final class PlanOptions {
  @Mixin private DataOptions dataOptions;

  @Option(names = "--seed", paramLabel = "N", description = "What all random numbers come from.")
  private Long seed;

  /** What the flags say. */
  PlanLayers layers() {
    PlanLayers layers = dataOptions.layers();
    return seed == null
        ? layers
        : layers.with(
            ConfigFactory.empty().withValue("seed", ConfigValueFactory.fromAnyRef(seed, "--seed")));
  }
}
