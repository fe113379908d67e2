package treecast.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.SparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import treecast.cluster.DataParallelTrainer;
import treecast.cluster.ShardedData;
import treecast.data.DataSet;
import treecast.data.Split;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.report.RunDirectory;
import treecast.training.Diverged;
import treecast.training.History;
import treecast.training.Sha256;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;
import treecast.training.WarmUp;

/** Trains one network and leaves a run directory. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train a network, data-parallel on Spark.")
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

  @Option(names = "--profile", description = "Print where the time of the steps went.")
  private boolean profiled;

  @Override
  public Integer call() throws IOException {
    Config config = planOptions.config();
    PlanSettings settings = PlanSettings.of(config);
    sparkOptions.validate(settings.shards());
    if (out != null) {
      NewDirectory.require("--out", out);
    }
    DataSet data = DataChoice.examine(settings.data());
    TrainingPlan plan = settings.plan(data);
    String planText = describe(config, data, plan);
    if (dryRun) {
      System.out.print(planText);
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
      SparkContext spark = sparkOptions.start("train");
      try {
        train(spark, settings, data, plan, planText, warmUp);
      } finally {
        spark.stop();
      }
    } finally {
      warmUp.end();
    }
    return 0;
  }

  private void train(
      SparkContext spark,
      PlanSettings settings,
      DataSet data,
      TrainingPlan plan,
      String planText,
      WarmUp warmUp)
      throws IOException {
    int partitions = sparkOptions.partitions(spark, plan.shards());
    try (ShardedData train = ShardedData.load(spark, data, Split.TRAIN, plan.shards(), partitions);
        ShardedData test = ShardedData.load(spark, data, Split.TEST, plan.shards(), partitions);
        RunDirectory run =
            RunDirectory.create(out != null ? out : newDirectory(), plan, planText)) {
      warmUp.end();
      TrainingState state = TrainingState.initial(plan);
      History history = new History();
      Progress progress =
          new Progress(plan, System.out, Boolean.getBoolean("treecast.terminal"), quiet);
      Profile profile = new Profile();
      new DataParallelTrainer(spark, plan, train, test)
          .run(
              state,
              TrainingListener.all(
                  progress, history, run, profiled ? profile : TrainingListener.NONE));
      double finalLoss = history.last().train().loss();
      if (!Double.isFinite(finalLoss)) {
        // The last step ruined the weights: no later step was there to notice.
        throw new Diverged(plan.steps() - 1, finalLoss);
      }
      run.write(
          ModelFile.NAME,
          ModelFile.encode(
              new Model(
                  settings.network().architecture(data),
                  state.weights(),
                  state.statistics(),
                  data.encoding())));
      Map<String, Object> summary = new LinkedHashMap<>();
      summarise(summary, data, plan, history, progress, state);
      summary.put("partitions", partitions);
      summary.put("master", spark.master());
      summary.put("gemm", plan.network().gemm().name());
      summary.putAll(new TreeMap<>(Versions.all()));
      run.writeSummary(summary);
      System.out.printf(
          "test accuracy %.4f after %d steps (%.2f epochs), %.1f s of training, %,.0f examples/s:"
              + " %s%n",
          history.last().test().accuracy(),
          plan.steps(),
          plan.epochs(plan.steps()),
          progress.seconds(),
          progress.examplesPerSecond(plan.steps()),
          run);
      if (profiled) {
        profile.print(System.out);
      }
    }
  }

  private static void summarise(
      Map<String, Object> summary,
      DataSet data,
      TrainingPlan plan,
      History history,
      Progress progress,
      TrainingState state) {
    summary.put("dataset", data.source().name());
    summary.put("testAccuracy", history.last().test().accuracy());
    summary.put("trainAccuracy", history.last().train().accuracy());
    summary.put("trainLoss", history.last().train().loss());
    summary.put("steps", plan.steps());
    summary.put("epochs", plan.epochs(plan.steps()));
    summary.put("trainSeconds", progress.seconds());
    summary.put("examplesPerSecond", progress.examplesPerSecond(plan.steps()));
    summary.put("weightsSha256", Sha256.ofWeights(state.weights(), state.statistics()));
    summary.put("historySha256", history.sha256());
    summary.put("parameters", plan.network().parameters());
    summary.put("shards", plan.shards());
  }

  /** What {@code plan.conf} says: all that is needed to repeat the run. */
  private static String describe(Config config, DataSet data, TrainingPlan plan) {
    Config resolved =
        config
            .withValue("rate", ConfigValueFactory.fromAnyRef(plan.rate()))
            .withValue("batch", ConfigValueFactory.fromAnyRef(plan.batch()))
            .withValue("data.source", ConfigValueFactory.fromAnyRef(data.source().place()));
    StringBuilder text = new StringBuilder();
    text.append("# ").append(data.describe()).append('\n');
    text.append(
        "# %,d parameters, %,d steps (%.2f epochs)%n"
            .formatted(plan.network().parameters(), plan.steps(), plan.epochs(plan.steps())));
    new TreeMap<>(Versions.all())
        .forEach((name, version) -> text.append("# %s %s%n".formatted(name, version)));
    return text + Configuration.render(resolved);
  }

  /** A directory in runs/ that is named after the time, and does not exist. */
  private static String newDirectory() {
    String name =
        LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    Path runs = Path.of("runs");
    Path directory = runs.resolve(name);
    for (int i = 2; Files.exists(directory); i++) {
      directory = runs.resolve(name + "-" + i);
    }
    return directory.toString();
  }
}
