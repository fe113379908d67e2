package treecast.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.SparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import treecast.cluster.SparkEngine;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.report.RunDirectory;
import treecast.search.Lease;
import treecast.search.Ledger;
import treecast.search.Result;
import treecast.training.EarlyStopping;
import treecast.training.Engine;
import treecast.training.Evaluation;
import treecast.training.Outcome.Trained;
import treecast.training.Trainer;
import treecast.training.TrainingPlan;

/** Trains a sweep's winner on all rows that it had, and looks at the test rows once. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description =
        "Train the best trial of a sweep on its training and validation rows together, and evaluate"
            + " it once on the test rows.")
final class PromoteCommand implements Callable<Integer> {
  @Mixin private SparkOptions sparkOptions;

  @Parameters(paramLabel = "DIR", description = "The sweep's directory or URI.")
  private String place;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's directory or URI; by default promoted-N in the sweep's.")
  private String out;

  @Override
  public Integer call() throws IOException {
    Storage storage = sparkOptions.storage();
    if (out != null) {
      NewDirectory.require(storage, "--out", out);
    }
    String where = place + "/" + SweepCommand.LEDGER;
    if (Ledger.plan(storage, where).isEmpty()) {
      throw new DataException(where + ": expected the ledger of a sweep, found none");
    }
    try (Lease lease = Lease.take(storage, where, Lease.Timing.STANDARD)) {
      // Only now: until here another driver may have written to it.
      Ledger ledger = Ledger.open(storage, where, System.err::println);
      SweepPlan sweep = SweepPlan.parse(ledger.plan().orElseThrow(), where);
      Config config = winner(ledger, sweep);
      PlanSettings settings = PlanSettings.of(config);
      sparkOptions.validate(settings.shards());
      DataSet data = DataChoice.examine(storage, settings);
      if (!data.describe().equals(sweep.data())) {
        throw new DataException(
            "%s: expected the data of the sweep (%s), found %s"
                .formatted(where, sweep.data(), data.describe()));
      }
      try (CommandSpark spark = sparkOptions.start("promote")) {
        train(spark.context(), storage, ledger, lease, config, settings, data);
      }
    }
    return 0;
  }

  /**
   * The plan of the best trial, all of whose rows train, for as many epochs as its weights had
   * seen.
   */
  private static Config winner(Ledger ledger, SweepPlan plan) {
    SweepFiles sweep = SweepFiles.of(plan, ledger);
    if (!sweep.course().complete()) {
      throw new DataException(
          "%s: expected a sweep that is complete, found one with trials to be run"
              .formatted(ledger));
    }
    Result best =
        sweep
            .table()
            .winner()
            .orElseThrow(
                () ->
                    new DataException(
                        ledger
                            + ": expected a trial that came to its end with a score, found none"));
    System.out.printf(
        "trial %d, validation accuracy %.4f: %s%n", best.trial(), best.score(), best.point());
    Config config =
        SweepSettings.plan(plan.wanted(), best.point())
            .withoutPath("earlyStopping")
            .withValue("earlyStopping", ConfigValueFactory.fromAnyRef("none"))
            .withValue("validation", ConfigValueFactory.fromAnyRef(0));
    for (String key : SweepSettings.KEYS) {
      config = config.withoutPath(key);
    }
    boolean stopped =
        !plan.settings().plan(best.point()).supervision().stopping().equals(EarlyStopping.NEVER);
    int epochs = (int) Math.max(1, Math.round(best.repetitions().get(0).epochs()));
    return stopped
        ? config.withoutPath("steps").withValue("epochs", ConfigValueFactory.fromAnyRef(epochs))
        : config;
  }

  private void train(
      SparkContext spark,
      Storage storage,
      Ledger ledger,
      Lease lease,
      Config config,
      PlanSettings settings,
      DataSet data)
      throws IOException {
    TrainingPlan plan = settings.plan(data);
    int shards = plan.batches().shards();
    int partitions = sparkOptions.partitions(spark, shards);
    int looks = ledger.looks() + 1;
    String run = out != null ? out : NewDirectory.numbered(storage, place + "/promoted-", looks);
    try (Engine engine = SparkEngine.of(spark, data, Split.TRAIN, shards, partitions);
        RunDirectory directory =
            RunDirectory.create(storage, run, plan, new PlanText(config, data).of(plan))) {
      Trained trained = new Trainer(plan, engine).train(directory);
      Model model =
          new Model(
              settings.network().architecture(data),
              trained.weights(),
              trained.statistics(),
              data.encoding());
      directory.write(ModelFile.NAME, ModelFile.encode(model));
      lease.requireHeld();
      // Written before it happens: a look that a kill interrupts has happened all the same.
      ledger.writeLook(looks, trained.weightsSha256());
      Evaluation found = look(spark, data, shards, partitions, model);
      directory.writeSummary(summary(data, trained, found, looks));
      System.out.printf(
          "test accuracy %.4f on %,d rows; this ledger's test rows have now been looked at %s: %s%n",
          found.accuracy(), found.rows(), looks == 1 ? "once" : looks + " times", directory);
    }
  }

  private static Map<String, Object> summary(
      DataSet data, Trained trained, Evaluation found, int looks) {
    return new Summary()
        .put("dataset", data.source().name())
        .put("testAccuracy", found.accuracy())
        .put("testLoss", found.loss())
        .put("trainAccuracy", trained.evaluations().train().accuracy())
        .put("timesTestRowsWereLookedAt", looks)
        .put("weightsSha256", trained.weightsSha256())
        .values();
  }

  private static Evaluation look(
      SparkContext spark, DataSet data, int shards, int partitions, Model model) {
    try (Engine engine = SparkEngine.of(spark, data, Split.TEST, shards, partitions)) {
      return Evaluation.of(engine, Split.TEST, model);
    }
  }
}
