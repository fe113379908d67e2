package treecast.workflow;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import treecast.cluster.SparkEngine;
import treecast.config.PlanSettings;
import treecast.config.SweepSettings;
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
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * The promotion of a sweep's winner: it is trained on training and validation rows together, and
 * evaluated once on the test rows.
 *
 * @param sweep the sweep's directory or URI
 * @param began when the command did
 */
public record Promotion(Storage storage, SparkProvider provider, String sweep, Instant began) {

  /**
   * Trains the winner and writes a run directory.
   *
   * @param out the run's directory or URI; by default promoted-N in the sweep's
   * @throws DataException if there is no ledger, if it is not complete or has no winner, or if the
   *     data are not those of the sweep
   */
  public void run(Optional<String> out) throws IOException {
    String where = sweep + "/" + Ledger.DIRECTORY;
    if (Ledger.plan(storage, where).isEmpty()) {
      throw new DataException(where + ": expected the ledger of a sweep, found none");
    }
    try (Lease lease = Lease.take(storage, where, Lease.Timing.STANDARD)) {
      // Only now: until here another driver may have written to it.
      Ledger ledger = Ledger.open(storage, where, System.err::println);
      SweepPlan plan = SweepPlan.parse(ledger.plan().orElseThrow(), where);
      Config config = winner(ledger, plan);
      PlanSettings settings = PlanSettings.of(config);
      provider.validate(settings.shards(), "shards");
      TrainingRun run = TrainingRun.of(storage, config, settings);
      if (!run.data().describe().equals(plan.data())) {
        throw new DataException(
            "%s: expected the data of the sweep (%s), found %s"
                .formatted(where, plan.data(), run.data().describe()));
      }
      try (CommandSpark spark = provider.start("promote")) {
        train(spark.context(), run, ledger, lease, out);
      }
    }
  }

  /** The plan of the best trial, whose validation rows train as well. */
  private static Config winner(Ledger ledger, SweepPlan plan) {
    SweepFiles files = SweepFiles.of(plan, ledger);
    if (!files.record().complete()) {
      throw new DataException(
          "%s: expected a sweep that is complete, found one with trials to be run"
              .formatted(ledger));
    }
    Result best = files.table().winner().orElseThrow(() -> withoutWinner(ledger));
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
    return stoppedEarly(plan, best) ? epochs(config, best) : config;
  }

  private static DataException withoutWinner(Ledger ledger) {
    return new DataException(
        ledger + ": expected a trial that came to its end with a score, found none");
  }

  private static boolean stoppedEarly(SweepPlan plan, Result best) {
    PlanSettings settings = plan.settings().plan(best.point());
    return !settings.evaluation().stopping().equals(EarlyStopping.NEVER);
  }

  /** As many epochs as the weights of the best trial had seen: nothing can stop it early now. */
  private static Config epochs(Config config, Result best) {
    long epochs = Math.max(1, Math.round(best.repetitions().get(0).epochs()));
    return config
        .withoutPath("steps")
        .withValue("epochs", ConfigValueFactory.fromAnyRef((int) epochs));
  }

  private void train(
      SparkContext spark, TrainingRun run, Ledger ledger, Lease lease, Optional<String> out)
      throws IOException {
    TrainingPlan plan = run.plan();
    int shards = plan.batches().shards();
    int partitions = provider.partitions(spark, shards);
    int looks = ledger.looks() + 1;
    try (Engine engine = SparkEngine.of(spark, run.data(), Split.TRAIN, shards, partitions);
        RunDirectory directory = run.directory(place(out, looks))) {
      RunContext context = run.context(spark, engine, partitions, began, true);
      Profile profile = new Profile();
      Trained trained = new Trainer(plan, engine).train(TrainingListener.all(directory, profile));
      Model model = context.model(trained);
      directory.write(ModelFile.NAME, ModelFile.encode(model));
      lease.requireHeld();
      // Written before it happens: a look that a kill interrupts has happened all the same.
      ledger.writeLook(looks, trained.weightsSha256());
      look(context, trained, model, profile, looks, directory);
    }
  }

  private String place(Optional<String> out, int looks) throws IOException {
    return out.isPresent()
        ? out.get()
        : NewDirectory.numbered(storage, sweep + "/promoted-", looks);
  }

  /** Evaluates the test rows, and writes what depends on them. */
  private static void look(
      RunContext trainedOn,
      Trained trained,
      Model model,
      Profile profile,
      int looks,
      RunDirectory directory)
      throws IOException {
    DataSet data = trainedOn.data();
    int shards = trainedOn.plan().batches().shards();
    int partitions = trainedOn.partitions();
    try (Engine engine = SparkEngine.of(trainedOn.spark(), data, Split.TEST, shards, partitions)) {
      RunContext context = trainedOn.on(engine);
      Evaluation found = Evaluation.of(engine, Split.TEST, model);
      Trained tested = trained.tested(found);
      Map<String, Object> summary =
          Summary.of(data, context.plan(), tested)
              .put("testLoss", found.loss())
              .put("timesTestRowsWereLookedAt", looks)
              .ranOn(context)
              .values();
      directory.writeSummary(summary);
      directory.writeReport(new RunReport(context, summary).of(tested, model, profile));
      System.out.printf(
          "test accuracy %.4f on %,d rows; this ledger's test rows have now been looked at %s: %s%n",
          found.accuracy(), found.rows(), looks == 1 ? "once" : looks + " times", directory);
    }
  }
}
