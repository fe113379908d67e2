package treecast.app;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import treecast.data.DataSet;
import treecast.data.DrawnDigits;
import treecast.data.IdxFolder;
import treecast.data.IdxWriter;
import treecast.data.Mnist;
import treecast.data.Shard;
import treecast.data.Split;

/** Lists, describes, downloads and exports data sets. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "List, describe, download and export data sets.",
    synopsisSubcommandLabel = "COMMAND")
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "data: a command is missing");
  }

  @Command(mixinStandardHelpOptions = true, description = "List the data sets there are.")
  void list() {
    String cache = Mnist.cache().toString();
    System.out.println(new DrawnDigits().examine().describe() + " (--data built-in)");
    System.out.println(
        Mnist.recognises(cache)
            ? new IdxFolder(cache, Mnist.CLASSES, Mnist.NAME).examine().describe() + " in " + cache
            : "MNIST: not in " + cache + "; treecast data download fetches it");
  }

  @Command(mixinStandardHelpOptions = true, description = "Examine a data set and describe it.")
  void describe(
      @Option(names = "--data", paramLabel = "DIR", defaultValue = DataChoice.AUTO) String data,
      @Option(names = "--classes", paramLabel = "N", defaultValue = "10") int classes) {
    DataSet dataSet = DataChoice.examine(data, requireClasses(classes));
    System.out.println(dataSet.describe());
    for (Split split : Split.values()) {
      long[] counts = new long[dataSet.classes()];
      for (Shard shard : dataSet.shards(split, 1)) {
        for (byte label : shard.labels()) {
          counts[Byte.toUnsignedInt(label)]++;
        }
      }
      StringBuilder line = new StringBuilder(split + " rows of each class:");
      for (long count : counts) {
        line.append(" %,d".formatted(count));
      }
      System.out.println(line);
    }
  }

  @Command(mixinStandardHelpOptions = true, description = "Download MNIST and verify it.")
  void download(
      @Option(
              names = "--to",
              paramLabel = "DIR",
              description = "By default the cache, where train finds it.")
          Path to)
      throws IOException {
    Path folder = to == null ? Mnist.cache() : to;
    Mnist.download(folder);
    System.out.println("MNIST is in " + folder);
  }

  @Command(mixinStandardHelpOptions = true, description = "Write a data set as four IDX files.")
  void export(
      @Option(names = "--data", paramLabel = "DIR", defaultValue = DataChoice.BUILT_IN) String data,
      @Option(names = "--classes", paramLabel = "N", defaultValue = "10") int classes,
      @Option(names = "--to", paramLabel = "DIR", required = true) String to)
      throws IOException {
    DataSet dataSet = DataChoice.examine(data, requireClasses(classes));
    NewDirectory.require("--to", to);
    IdxWriter.write(dataSet, to);
    System.out.println(dataSet.describe() + ": written to " + to);
  }

  private static int requireClasses(int classes) {
    if (classes < 2 || classes > 256) {
      throw new SettingsException("--classes: expected a number from 2 to 256, found " + classes);
    }
    return classes;
  }
}
