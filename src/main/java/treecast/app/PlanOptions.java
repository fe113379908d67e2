package treecast.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that describe a plan. */
final class PlanOptions {
  @Mixin private DataOptions dataOptions;

  @Option(names = "--seed", paramLabel = "N", description = "What all random numbers come from.")
  private Long seed;

  /** The configuration that the flags describe. */
  Config config() {
    Config merged = dataOptions.over(Configuration.defaults());
    return seed == null
        ? merged
        : merged.withValue("seed", ConfigValueFactory.fromAnyRef(seed, "--seed"));
  }
}
