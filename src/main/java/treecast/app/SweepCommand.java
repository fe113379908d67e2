package treecast.app;

import com.typesafe.config.Config;
import java.io.File;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import treecast.config.Configuration;
import treecast.config.DataSettings;
import treecast.config.PlanFormat;
import treecast.config.PlanLayers;
import treecast.config.SweepSettings;
import treecast.data.Storage;
import treecast.search.Ledger;
import treecast.workflow.DataChoice;
import treecast.workflow.InitialWeights;
import treecast.workflow.NewDirectory;
import treecast.workflow.SweepHistory;
import treecast.workflow.SweepPlan;
import treecast.workflow.SweepRun;

/** The command {@code sweep}: searches for hyper-parameters, or continues a search. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description =
        "Search for hyper-parameters by a score of validation rows. The same command with the same --out"
            + " continues an interrupted search.")
final class SweepCommand implements Callable<Integer> {
  @Mixin private PlanOptions planOptions;
  @Mixin private SparkOptions sparkOptions;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The sweep in HOCON; by default conf/sweep.conf.")
  private File file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The sweep's directory or URI, in which {today} stands for the date in UTC; by default a"
              + " new one in runs/.")
  private String out;

  @Option(
      names = "--extend",
      description =
          "Accept other ranges, another sampler or more trials than the ledger's, and count the"
              + " earlier trials inside the new ranges.")
  private boolean extend;

  @Option(
      names = "--data-changed",
      description = "Accept other rows than the ledger's, and run all trials again on them.")
  private boolean dataChanged;

  @Option(
      names = "--since",
      paramLabel = "DIR",
      description =
          "Start with the ranges that the results of an earlier sweep suggest, or those of the last"
              + " complete sweep in a folder.")
  private String since;

  @Option(names = "--dry-run", description = "Print the resolved plan and stop.")
  private boolean dryRun;

  @Option(names = "--quiet", description = "Print the last line only.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    Storage storage = sparkOptions.storage();
    String location = location(storage);
    Config wanted = wanted(storage, location);
    SweepSettings settings = SweepSettings.of(wanted);
    sparkOptions.validate(settings.plan().batches());
    SweepRun sweep = SweepRun.of(storage, location, wanted, settings, since == null ? "" : since);
    if (dryRun) {
      System.out.print(sweep.fresh().text());
      return 0;
    }
    return sweep.run(sparkOptions, new SweepHistory.Accepted(extend, dataChanged), quiet)
        ? 0
        : ExitCode.DIVERGED;
  }

  private String location(Storage storage) throws IOException {
    if (out == null) {
      return NewDirectory.inRuns(storage);
    }
    String location = out.replace("{today}", LocalDate.now(ZoneOffset.UTC).toString());
    NewDirectory.requireOrSweep(storage, "--out", location);
    return location;
  }

  /**
   * Settings over the defaults of a plan: in the format of the ledger, unless the user names one.
   */
  private Config wanted(Storage storage, String location) throws IOException {
    String ledger = location + "/" + Ledger.DIRECTORY;
    Optional<Config> held =
        Ledger.plan(storage, ledger).map(text -> SweepPlan.parse(text, ledger).wanted());
    PlanLayers layers =
        file == null
            ? planOptions.layers()
            : planOptions.layers().over(Configuration.parse("FILE", file));
    layers = InitialWeights.under(storage, layers);
    PlanFormat format = layers.format(() -> held.map(PlanFormat::of).orElseGet(PlanFormat::newest));
    Config below = file == null ? format.sweep() : SweepSettings.defaults(format);
    Config images = layers.on(false).over(SweepSettings.on(below, false), format);
    return DataChoice.isTable(storage, DataSettings.of(images))
        ? layers.on(true).over(SweepSettings.on(below, true), format)
        : images;
  }
}
