package treecast.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import treecast.config.Configuration;
import treecast.config.PlanLayers;

/** The flags that say which data are meant and how they are read. */
final class DataOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A plan in HOCON; what it does not say comes from conf/train.conf, or from what that was for"
              + " the format that it says.")
  private File config;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Sets one value of the plan, for example network.dropout=0.2 or data.classes=26.")
  private final List<String> assignments = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder or URI of four IDX files, of two CSV or of two LIBSVM files; built-in; or auto"
              + " (MNIST if it can be had, else the built-in digits).")
  private String data;

  /** What the flags say. */
  PlanLayers layers() {
    List<Config> files =
        config == null ? List.of() : List.of(Configuration.parse("--config", config));
    PlanLayers layers =
        new PlanLayers(files, assignments.stream().map(Configuration::parse).toList());
    return data == null
        ? layers
        : layers.with(
            ConfigFactory.empty()
                .withValue("data.source", ConfigValueFactory.fromAnyRef(data, "--data")));
  }
}
