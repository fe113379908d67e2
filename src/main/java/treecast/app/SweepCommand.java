package treecast.app;

import com.typesafe.config.Config;
import java.io.File;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import treecast.cluster.DistributedTrials;
import treecast.cluster.PackedTrials;
import treecast.cluster.SparkEngine;
import treecast.data.DataSet;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.search.Lease;
import treecast.search.Ledger;
import treecast.search.Search;
import treecast.search.Sweep;
import treecast.training.Engine;
import treecast.training.TrialRunner;
import treecast.training.WarmUp;

/** Searches for hyper-parameters, or goes on with a search that has begun. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description =
        "Search for hyper-parameters by validation accuracy. The same command on the same --out goes"
            + " on where it stood.")
final class SweepCommand implements Callable<Integer> {
  /** The ledger, in the sweep's directory. */
  static final String LEDGER = "ledger";

  @Mixin private PlanOptions planOptions;
  @Mixin private SparkOptions sparkOptions;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The sweep in HOCON; by default the chapter's, conf/sweep.conf.")
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
              + " trials that still lie inside.")
  private boolean extend;

  @Option(
      names = "--since",
      paramLabel = "DIR",
      description =
          "Begin with the ranges that an earlier sweep's results give, or those of the last complete"
              + " sweep in a folder.")
  private String since;

  @Option(names = "--dry-run", description = "Print the resolved plan and stop.")
  private boolean dryRun;

  @Option(names = "--quiet", description = "Print the last line only.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    Storage storage = sparkOptions.storage();
    String place = place(storage);
    Config wanted = wanted(storage, place);
    SweepSettings settings = SweepSettings.of(wanted);
    sparkOptions.validate(settings.plan().shards());
    DataSet data = DataChoice.examine(storage, settings.plan());
    SweepPlan fresh =
        new SweepPlan(
            wanted,
            data.describe(),
            settings.space(),
            1,
            List.of(),
            since == null ? "" : since,
            List.of());
    settings.plan().plan(data);
    if (dryRun) {
      System.out.print(fresh.text());
      return 0;
    }
    try (Lease lease = Lease.take(storage, place + "/" + LEDGER, Lease.Timing.STANDARD)) {
      Ledger ledger = Ledger.open(storage, place + "/" + LEDGER, System.err::println);
      SweepPlan plan =
          new SweepHistory(storage, ledger, extend, fresh.since(), this::say).plan(settings, fresh);
      say(data.describe());
      Sweep sweep = new Sweep(plan.search(ledger), settings.sampler(), ledger);
      return finish(storage, place, plan, sweep, run(settings, data, sweep, lease));
    }
  }

  private String place(Storage storage) throws IOException {
    if (out == null) {
      return NewDirectory.inRuns(storage);
    }
    String place = out.replace("{today}", LocalDate.now(ZoneOffset.UTC).toString());
    NewDirectory.requireOrSweep(storage, "--out", place);
    return place;
  }

  /** What is wanted over the defaults of a plan: of the ledger's format, where nobody says one. */
  private Config wanted(Storage storage, String place) throws IOException {
    String ledger = place + "/" + LEDGER;
    Optional<Config> held =
        Ledger.plan(storage, ledger).map(text -> SweepPlan.parse(text, ledger).wanted());
    PlanLayers layers =
        file == null
            ? planOptions.layers()
            : planOptions.layers().over(Configuration.parse("FILE", file));
    PlanFormat format = layers.format(() -> held.map(PlanFormat::of).orElseGet(PlanFormat::newest));
    return layers.over(file == null ? format.sweep() : SweepSettings.defaults(format), format);
  }

  private Sweep.Course run(SweepSettings settings, DataSet data, Sweep sweep, Lease lease) {
    SweepProgress progress = new SweepProgress(Screen.ofProcess(), quiet);
    Sweep.Course before = sweep.replay();
    if (before.complete()) {
      return before;
    }
    WarmUp warmUp = WarmUp.start(settings.plan().plan(data));
    Function<TrialRunner, Sweep.Course> evaluate =
        runner -> {
          warmUp.end();
          return sweep.run(
              new SweepTrials(settings, data, sweep.ledger(), runner, lease::requireHeld),
              progress);
        };
    boolean packed = settings.mode() == SweepSettings.Mode.PACKED;
    try (CommandSpark spark =
        packed ? sparkOptions.start("sweep") : sparkOptions.startShared("sweep")) {
      return packed
          ? packed(spark.context(), data, evaluate)
          : distributed(spark.context(), settings, data, evaluate);
    } finally {
      warmUp.end();
    }
  }

  private static Sweep.Course packed(
      SparkContext spark, DataSet data, Function<TrialRunner, Sweep.Course> evaluate) {
    try (TrialRunner runner = PackedTrials.withoutTest(spark, data)) {
      return evaluate.apply(runner);
    }
  }

  private Sweep.Course distributed(
      SparkContext spark,
      SweepSettings settings,
      DataSet data,
      Function<TrialRunner, Sweep.Course> evaluate) {
    int shards = settings.plan().shards();
    int partitions = sparkOptions.partitions(spark, shards);
    try (Engine engine = SparkEngine.of(spark, data, Split.TRAIN, shards, partitions);
        TrialRunner runner = new DistributedTrials(spark, engine, settings.concurrent())) {
      return evaluate.apply(runner);
    }
  }

  /** Writes what there is to read, and gives the exit code: 0 where there is a winner. */
  private int finish(
      Storage storage, String place, SweepPlan plan, Sweep sweep, Sweep.Course course)
      throws IOException {
    Search search = sweep.search();
    SweepFiles files = SweepFiles.of(plan, search, course);
    files.write(storage, place);
    System.out.println(files.told() + place);
    return files.table().winner().isPresent() ? 0 : Main.DIVERGED;
  }

  private void say(String line) {
    if (!quiet) {
      System.out.println(line);
    }
  }
}
