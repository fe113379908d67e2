package treecast.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import treecast.config.Configuration;
import treecast.config.PlanLayers;

/** Options for the data set and its format. */
final class DataOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A plan in HOCON; missing keys are taken from conf/train.conf, or from its older version if"
              + " the plan has an older format.")
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
          "Folder or URI of four IDX files, or of CSV or LIBSVM files, or one such file; built-in; or"
              + " auto (MNIST if it is cached or can be downloaded, else the built-in digits).")
  private String data;

  /** Whether one of the layers says where the data are. */
  static boolean namesData(PlanLayers all) {
    return Stream.concat(all.files().stream(), all.settings().stream())
        .anyMatch(DataOptions::namesData);
  }

  private static boolean namesData(Config layer) {
    return layer.hasPath("data.source") || namesFiles(layer);
  }

  /** Whether settings name files one by one. */
  static boolean namesFiles(Config layer) {
    return layer.hasPath("data.train") && !layer.getString("data.train").equals("none");
  }

  /** Layers of settings from these options. */
  PlanLayers layers() {
    List<Config> files =
        config == null ? List.of() : List.of(Configuration.parse("--config", config));
    List<Config> settings = new ArrayList<>();
    List<Config> assigned = assignments.stream().map(Configuration::parse).toList();
    if (data != null || assigned.stream().anyMatch(DataOptions::namesData)) {
      // What is named here takes the place of files that a plan names one by one.
      settings.add(ConfigFactory.parseMap(Map.of("data.train", "none", "data.test", "none")));
    }
    settings.addAll(assigned);
    PlanLayers layers = new PlanLayers(files, settings);
    return data == null
        ? layers
        : layers.with(
            ConfigFactory.empty()
                .withValue("data.source", ConfigValueFactory.fromAnyRef(data, "--data")));
  }
}
