package treecast.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that describe a plan. */
final class PlanOptions {
  @Mixin private DataOptions dataOptions;

  @Option(names = "--seed", paramLabel = "N", description = "What all random numbers come from.")
  private Long seed;

  /** The configuration that the flags describe. */
  Config config() {
    return withSeed(dataOptions.over(Configuration.defaults()));
  }

  /** What the flags say, each a layer over those before it. */
  List<Config> layers() {
    List<Config> layers = new ArrayList<>(dataOptions.layers());
    layers.add(withSeed(ConfigFactory.empty()));
    return layers;
  }

  private Config withSeed(Config merged) {
    return seed == null
        ? merged
        : merged.withValue("seed", ConfigValueFactory.fromAnyRef(seed, "--seed"));
  }
}
