package treecast.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The flags that describe a plan. */
final class PlanOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A plan in HOCON; what it does not say comes from conf/train.conf.")
  private File config;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Sets one value of the plan, for example network.dropout=0.2.")
  private final List<String> assignments = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder or URI of four IDX files, built-in, or auto (MNIST if it can be had, else the"
              + " built-in digits).")
  private String data;

  @Option(names = "--seed", paramLabel = "N", description = "What all random numbers come from.")
  private Long seed;

  /** The configuration that the flags describe. */
  Config config() {
    Config merged = Configuration.of(config, assignments);
    if (data != null) {
      merged = merged.withValue("data.source", ConfigValueFactory.fromAnyRef(data, "--data"));
    }
    if (seed != null) {
      merged = merged.withValue("seed", ConfigValueFactory.fromAnyRef(seed, "--seed"));
    }
    return merged;
  }
}
