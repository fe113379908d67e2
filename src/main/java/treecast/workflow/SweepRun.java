package treecast.workflow;

import com.typesafe.config.Config;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import treecast.cluster.DistributedTrials;
import treecast.cluster.PackedTrials;
import treecast.cluster.SparkEngine;
import treecast.config.RowChoices;
import treecast.config.SweepSettings;
import treecast.data.DataSet;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.data.TaskRunner;
import treecast.search.Ledger;
import treecast.search.Sweep;
import treecast.search.SweepRecord;
import treecast.training.Engine;
import treecast.training.JitWarmUp;
import treecast.training.TrialRunner;

/**
 * Run of a sweep: starts a new one or continues an existing one.
 *
 * @param location the sweep's directory or URI
 * @param settings settings of the sweep
 * @param initial what every trial starts from
 * @param fresh plan of the sweep if it is a new one
 */
public record SweepRun(
    Storage storage,
    String location,
    SweepSettings settings,
    InitialWeights initial,
    DataSet data,
    SweepPlan fresh) {

  /**
   * Examines the data of a sweep.
   *
   * @param wanted the user's settings of sweep and plan, merged with the defaults
   * @param since the sweep whose ranges are taken over, or empty
   * @throws treecast.data.DataException if the data cannot be used
   * @throws treecast.config.SettingsException if they have too few rows for the plan
   */
  public static SweepRun of(
      Storage storage, String location, Config wanted, SweepSettings settings, String since) {
    InitialWeights initial = InitialWeights.of(storage, settings.plan().start());
    DataSet data = initial.examine(storage, settings.plan(), TaskRunner.onThreads());
    return of(storage, location, wanted, settings, since, initial, data);
  }

  /** The same on examined data. */
  static SweepRun of(
      Storage storage,
      String location,
      Config wanted,
      SweepSettings settings,
      String since,
      InitialWeights initial,
      DataSet data) {
    initial.plan(settings.plan(), data);
    // Trials of a sweep have the same number of shards, and of epochs unless it is searched.
    Config settled =
        RowChoices.of(settings.plan(), data.trainRows())
            .in(initial.in(wanted), List.of("shards", "epochs"));
    SweepPlan fresh =
        new SweepPlan(
            settled, SweepData.of(data), settings.space(), 1, List.of(), since, List.of());
    return new SweepRun(storage, location, SweepSettings.of(settled), initial, data, fresh);
  }

  /**
   * Runs all trials without results, and writes the files of the sweep.
   *
   * @param accepted which differences from the ledger's plan are accepted
   * @return whether there is a winner
   */
  public boolean run(SparkProvider provider, SweepHistory.Accepted accepted, boolean quiet)
      throws IOException {
    String where = location + "/" + Ledger.DIRECTORY;
    try (RunLock lock = RunLock.take(storage, where)) {
      Ledger ledger = Ledger.open(storage, where, System.err::println);
      SweepHistory history =
          new SweepHistory(storage, ledger, accepted, fresh.since(), line -> print(line, quiet));
      SweepPlan plan = history.plan(settings, fresh);
      print(data.describe(), quiet);
      Sweep sweep = new Sweep(plan.search(ledger), settings.sampler(), ledger);
      SweepFiles files = SweepFiles.of(plan, sweep.search(), run(provider, sweep, lock, quiet));
      files.write(storage, location);
      System.out.println(files.summary() + location);
      return files.table().winner().isPresent();
    }
  }

  private static void print(String line, boolean quiet) {
    if (!quiet) {
      System.out.println(line);
    }
  }

  private SweepRecord run(SparkProvider provider, Sweep sweep, RunLock lock, boolean quiet) {
    SweepProgress progress = new SweepProgress(Terminal.ofProcess(), quiet);
    SweepRecord before = sweep.replay();
    if (before.complete()) {
      return before;
    }
    JitWarmUp warmUp = JitWarmUp.start(initial.plan(settings.plan(), data));
    Function<TrialRunner, SweepRecord> evaluate =
        runner -> {
          warmUp.end();
          return sweep.run(
              new SweepTrials(settings, initial, data, sweep.ledger(), runner, lock::requireHeld),
              progress);
        };
    boolean packed = settings.mode() == SweepSettings.Mode.PACKED;
    try (CommandSpark spark = packed ? provider.start("sweep") : provider.startShared("sweep")) {
      return packed
          ? packed(spark.context(), evaluate)
          : distributed(spark.context(), provider, evaluate);
    } finally {
      warmUp.end();
    }
  }

  private SweepRecord packed(SparkContext spark, Function<TrialRunner, SweepRecord> evaluate) {
    try (TrialRunner runner = PackedTrials.withoutTest(spark, data)) {
      return evaluate.apply(runner);
    }
  }

  private SweepRecord distributed(
      SparkContext spark, SparkProvider provider, Function<TrialRunner, SweepRecord> evaluate) {
    int shards = settings.plan().batches().shards();
    int partitions = provider.partitions(spark, shards);
    try (Engine engine = SparkEngine.of(spark, data, Split.TRAIN, shards, partitions);
        TrialRunner runner = new DistributedTrials(spark, engine, settings.concurrent())) {
      return evaluate.apply(runner);
    }
  }
}
