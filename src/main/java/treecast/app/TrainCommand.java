package treecast.app;

import com.typesafe.config.Config;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.spark.SparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import treecast.cluster.SparkEngine;
import treecast.data.DataSet;
import treecast.data.Storage;
import treecast.report.RunDirectory;
import treecast.training.Engine;
import treecast.training.TrainingPlan;
import treecast.training.WarmUp;

/** Trains one network or an ensemble and leaves a run directory. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train a network, data-parallel on Spark, or an ensemble of several.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private PlanOptions planOptions;
  @Mixin private SparkOptions sparkOptions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The run's directory or URI, which must not exist; by default a new one in runs/.")
  private String out;

  @Option(names = "--dry-run", description = "Print the resolved plan and stop.")
  private boolean dryRun;

  @Option(names = "--quiet", description = "Print the last line only.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Print a line for every step.")
  private boolean verbose;

  @Option(
      names = "--in-turn",
      description =
          "Train the members of an ensemble one after the other, each data-parallel. By default"
              + " each is one task, and they train side by side; the bits are the same.")
  private boolean inTurn;

  @Option(names = "--profile", description = "Print where the time of the steps went.")
  private boolean profiled;

  @Option(names = "--no-report", description = "Leave no report.html.")
  private boolean unreported;

  private final Instant began = Instant.now();

  @Override
  public Integer call() throws IOException {
    Config config = planOptions.layers().plan();
    PlanSettings settings = PlanSettings.of(config);
    refuseContradictions(settings.ensemble().members() > 1);
    sparkOptions.validate(settings.shards());
    Storage storage = sparkOptions.storage();
    if (out != null) {
      NewDirectory.require(storage, "--out", out);
    }
    DataSet data = DataChoice.examine(storage, settings);
    TrainingPlan plan = settings.plan(data);
    PlanText text = new PlanText(config, data);
    if (dryRun) {
      System.out.print(text.of(plan));
      return 0;
    }
    if (!quiet) {
      System.out.println(data.describe());
      if (settings.gemm().equals("netlib")) {
        System.out.println("products by this machine's own BLAS: the bits are this machine's");
      }
    }
    WarmUp warmUp = WarmUp.start(plan);
    try {
      try (CommandSpark spark = sparkOptions.start("train")) {
        train(spark.context(), storage, settings, text, data, plan, warmUp);
      }
    } finally {
      warmUp.end();
    }
    return 0;
  }

  private void train(
      SparkContext spark,
      Storage storage,
      PlanSettings settings,
      PlanText text,
      DataSet data,
      TrainingPlan plan,
      WarmUp warmUp)
      throws IOException {
    int shards = plan.batches().shards();
    int partitions = sparkOptions.partitions(spark, shards);
    try (Engine engine = SparkEngine.of(spark, data, shards, partitions);
        RunDirectory run =
            RunDirectory.create(
                storage, out != null ? out : NewDirectory.inRuns(storage), plan, text.of(plan))) {
      warmUp.end();
      Setup setup =
          new Setup(spark, settings, text, data, plan, engine, partitions, began, !unreported);
      if (settings.ensemble().members() > 1) {
        new EnsembleTraining(setup, inTurn, this::progress).run(run);
      } else {
        new SingleTraining(setup, progress(plan)).run(run, profiled);
      }
    }
  }

  private void refuseContradictions(boolean ensemble) {
    if (quiet && verbose) {
      throw new SettingsException("--verbose: expected --quiet or --verbose, found both");
    }
    if (ensemble && profiled) {
      throw new SettingsException("--profile: expected one network, found an ensemble");
    }
    if (ensemble && verbose && !inTurn) {
      throw new SettingsException(
          "--verbose: expected --in-turn beside it, found members that train side by side");
    }
  }

  private Progress progress(TrainingPlan plan) {
    Progress.Verbosity verbosity = verbose ? Progress.Verbosity.VERBOSE : Progress.Verbosity.NORMAL;
    return new Progress(plan, Screen.ofProcess(), quiet ? Progress.Verbosity.QUIET : verbosity);
  }
}
