package treecast.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import treecast.config.Configuration;
import treecast.config.PlanSettings;
import treecast.config.SettingsException;
import treecast.data.ClassChoice;
import treecast.data.ClassLabels;
import treecast.data.DataSet;
import treecast.data.Excerpt;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.source.DataWriter;
import treecast.source.IdxFolder;
import treecast.source.Mnist;
import treecast.source.digits.DrawnDigits;
import treecast.workflow.DataChoice;
import treecast.workflow.NewDirectory;

/** The command {@code data}: lists, describes, downloads and exports data sets. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "List, describe, download and export data sets.",
    synopsisSubcommandLabel = "COMMAND")
final class DataCommand implements Runnable {
  private static final String CLASSES = "Short for --set data.classes=N.";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "data: a command is missing");
  }

  @Command(mixinStandardHelpOptions = true, description = "List the data sets there are.")
  void list(@Mixin ConfOptions conf) {
    Storage storage = conf.storage();
    Path cache = Mnist.cache();
    System.out.println(new DrawnDigits().examine().describe() + " (--data built-in)");
    System.out.println(
        Mnist.recognises(Mnist.location())
            ? IdxFolder.of(storage, Mnist.location(), Mnist.CLASSES).examine().describe()
                + " in "
                + cache
            : "MNIST: not in " + cache + "; treecast data download fetches it");
  }

  @Command(mixinStandardHelpOptions = true, description = "Examine a data set and describe it.")
  void describe(
      @Mixin DataOptions options,
      @Mixin ConfOptions conf,
      @Option(names = "--classes", paramLabel = "N", description = CLASSES) Integer classes) {
    DataSet data = DataChoice.examine(conf.storage(), settings(options, classes, DataChoice.AUTO));
    System.out.println(data.describe());
    data.source().notes().forEach(System.out::println);
    for (Split split : Split.values()) {
      System.out.println(split + " rows of each class: " + rowsOfEachClass(data, split));
    }
  }

  private static String rowsOfEachClass(DataSet data, Split split) {
    long[] counts = new long[data.classes()];
    data.source()
        .pieces(
            split,
            piece -> {
              for (char label : piece.labels()) {
                counts[label]++;
              }
            });
    ClassLabels classes = data.labels();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      String name = classes.isPlain() ? "" : Excerpt.plain(classes.names().get(i)) + " ";
      words.add(name + "%,d".formatted(counts[i]));
    }
    return String.join(classes.isPlain() ? " " : ", ", words);
  }

  @Command(mixinStandardHelpOptions = true, description = "Download MNIST and verify it.")
  void download(
      @Mixin ConfOptions conf,
      @Option(
              names = "--to",
              paramLabel = "DIR",
              description = "By default the cache, where train finds it.")
          Path to)
      throws IOException {
    conf.spark();
    Path folder = to == null ? Mnist.cache() : to;
    Mnist.download(folder);
    System.out.println("MNIST is in " + folder);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Write a data set, unscaled: bytes as four IDX files, numbers as two CSV files.")
  void export(
      @Mixin DataOptions options,
      @Mixin ConfOptions conf,
      @Option(names = "--classes", paramLabel = "N", description = CLASSES) Integer classes,
      @Option(names = "--to", paramLabel = "DIR", required = true) String to)
      throws IOException {
    Storage storage = conf.storage();
    DataSet data =
        DataChoice.unscaled(storage, settings(options, classes, DrawnDigits.PLACE).data());
    NewDirectory.require(storage, "--to", to);
    DataWriter.write(data, storage, to);
    System.out.println(data.describe() + ": written to " + to);
  }

  /** Settings of the data set from the options, with a default source. */
  private static PlanSettings settings(DataOptions options, Integer classes, String source) {
    Config config = options.layers().wanted();
    if (!config.hasPath("data.source")) {
      config = config.withValue("data.source", ConfigValueFactory.fromAnyRef(source));
    }
    if (classes != null) {
      if (classes < 2 || classes > ClassChoice.MAX) {
        throw new SettingsException(
            "--classes: expected a number from 2 to %d, found %d"
                .formatted(ClassChoice.MAX, classes));
      }
      config =
          config.withValue("data.classes", ConfigValueFactory.fromAnyRef(classes, "--classes"));
    }
    return PlanSettings.of(Configuration.under(config));
  }
}
