package treecast.workflow;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkContext;
import treecast.cluster.SparkEngine;
import treecast.config.PlanSettings;
import treecast.config.RowChoices;
import treecast.config.SweepSettings;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.Paths;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.report.RunDirectory;
import treecast.score.Score;
import treecast.search.Ledger;
import treecast.search.Result;
import treecast.training.EarlyStopping;
import treecast.training.Engine;
import treecast.training.Outcome.Trained;
import treecast.training.Role;
import treecast.training.TrainingClasses;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * Promotion of a sweep's best trial: its plan is trained on training and validation rows together,
 * and evaluated once on the test rows.
 *
 * @param sweep the sweep's directory or URI
 * @param resumes whether an earlier promotion goes on, if there is one
 * @param interruption interruption of the process, which is answered with a checkpoint
 * @param began start time of the command
 */
public record Promotion(
    Storage storage,
    SparkProvider provider,
    String sweep,
    boolean resumes,
    Interruption interruption,
    Instant began) {
  private static final String NAME = "promoted-";

  /**
   * Trains the best plan and writes a run directory.
   *
   * @param out the run's directory or URI; by default promoted-N in the sweep's, which is the last
   *     one if it resumes
   * @throws DataException if there is no ledger, if it is incomplete or has no winner, or if the
   *     data differ from the sweep's
   */
  public void run(Optional<String> out) throws IOException {
    String where = sweep + "/" + Ledger.DIRECTORY;
    if (Ledger.plan(storage, where).isEmpty()) {
      throw new DataException(where + ": expected the ledger of a sweep, found none");
    }
    try (RunLock lock = RunLock.take(storage, where)) {
      // Read after the lease was taken: before, another driver may have written to the ledger.
      Ledger ledger = Ledger.open(storage, where, System.err::println);
      SweepPlan plan = SweepPlan.parse(ledger.plan().orElseThrow(), where);
      Result best = winner(ledger, plan);
      Config config = config(plan, best);
      PlanSettings settings = PlanSettings.of(config);
      provider.validate(settings.batches().shards(), "shards");
      InitialWeights initial = InitialWeights.of(storage, settings.start());
      DataSet data = initial.examine(storage, settings, provider.rowTasks("promote"));
      requireRows(where, plan.data(), data);
      TrainingRun run = run(plan, best, config, initial, data);
      EarlierRun earlier = EarlierRun.find(storage, location(out, ledger));
      earlier.requirePlan(run.text().of(run.plan()), data, run.plan());
      if (earlier.finished()) {
        System.out.println(earlier.nothingLeft());
        return;
      }
      try (CommandSpark spark = provider.start("promote")) {
        train(spark.context(), run, ledger, lock, earlier);
      }
    }
  }

  private static void requireRows(String where, SweepData wanted, DataSet data) {
    boolean same =
        wanted.digest().isEmpty()
            ? data.describe().equals(wanted.line())
            : DataDigest.of(data).equals(wanted.digest());
    if (!same) {
      throw new DataException(
          "%s: expected the data of the sweep (%s), found other rows (%s)"
              .formatted(where, wanted.line(), data.describe()));
    }
  }

  /** Run of the best trial's network, whatever the validation rows would now make of it. */
  private TrainingRun run(
      SweepPlan plan, Result best, Config config, InitialWeights initial, DataSet data) {
    Config settled =
        RowChoices.of(plan.settings().plan(best.point()), data.trainRows())
            .in(config, List.of("network.batchNorm", "network.dropout"));
    return TrainingRun.of(storage, settled, PlanSettings.of(settled), initial, data);
  }

  /** The best trial. */
  private static Result winner(Ledger ledger, SweepPlan plan) {
    SweepFiles files = SweepFiles.of(plan, ledger);
    if (!files.record().complete()) {
      throw new DataException(
          "%s: expected a complete sweep, found one with unfinished trials".formatted(ledger));
    }
    Result best = files.table().winner().orElseThrow(() -> withoutWinner(ledger));
    System.out.printf(
        "trial %d, validation %s %.4f: %s%n",
        best.trial(), files.score().title(), best.score(), best.point());
    return best;
  }

  /** Plan of the best trial, without validation rows. */
  private static Config config(SweepPlan plan, Result best) {
    Config config =
        SweepSettings.plan(plan.data().over(plan.wanted()), best.point())
            .withoutPath("earlyStopping")
            .withValue("earlyStopping", ConfigValueFactory.fromAnyRef("none"))
            .withValue("validation", ConfigValueFactory.fromAnyRef(0))
            .withValue("score", ConfigValueFactory.fromAnyRef(Score.ACCURACY.key()));
    for (String key : SweepSettings.KEYS) {
      config = config.withoutPath(key);
    }
    return stoppedEarly(plan, best) ? epochs(config, best) : config;
  }

  private static DataException withoutWinner(Ledger ledger) {
    return new DataException(ledger + ": expected a trial that finished with a score, found none");
  }

  private static boolean stoppedEarly(SweepPlan plan, Result best) {
    PlanSettings settings = plan.settings().plan(best.point());
    return !settings.evaluation().stopping().equals(EarlyStopping.NEVER);
  }

  /**
   * Sets the number of epochs after which the best trial had its weights, because there is no early
   * stopping without validation rows.
   */
  private static Config epochs(Config config, Result best) {
    long epochs = Math.max(1, Math.round(best.repetitions().get(0).epochs()));
    return config
        .withoutPath("steps")
        .withValue("epochs", ConfigValueFactory.fromAnyRef((int) epochs));
  }

  private void train(
      SparkContext spark, TrainingRun run, Ledger ledger, RunLock lock, EarlierRun earlier)
      throws IOException {
    TrainingPlan plan = run.plan();
    int shards = plan.batches().shards();
    int partitions = provider.partitions(spark, shards);
    boolean checkpoints = run.settings().checkpoint().every().isPresent();
    new TrainingResources(plan).requireMemory(spark, checkpoints, partitions);
    TrainingStart start = run.start(earlier, true);
    try (Engine engine = SparkEngine.of(spark, run.data(), Split.TRAIN, shards, partitions);
        RunDirectory directory = run.directory(earlier, start.history())) {
      RunContext context = run.context(spark, engine, partitions, began, true);
      Profile profile = new Profile();
      Trained trained =
          new CheckpointedTraining(
                  context, interruption, "promote --resume with --out " + directory)
              .train(directory, start, TrainingListener.all(lock, directory, profile));
      lock.requireHeld();
      Model model = context.model(trained);
      directory.write(ModelFile.NAME, ModelFile.encode(model));
      int evaluations = ledger.testEvaluations() + 1;
      if (run.data().testRows() > 0) {
        // Written before the evaluation: one that is interrupted by a kill counts as well.
        ledger.writeTestEvaluation(evaluations, trained.weightsSha256());
      }
      long[] classes =
          TrainingClasses.counts(engine, Role.TRAINING, plan.evaluation(), run.data().classes());
      new PromotedResult(context, classes, evaluations).write(trained, model, profile, directory);
    }
  }

  private String location(Optional<String> out, Ledger ledger) throws IOException {
    if (out.isPresent()) {
      return out.get();
    }
    String next = NewDirectory.numbered(storage, sweep + "/" + NAME, ledger.testEvaluations() + 1);
    return resumes ? last(ledger).orElse(next) : next;
  }

  /** The last promotion that has a plan, finished or not. */
  private Optional<String> last(Ledger ledger) throws IOException {
    Optional<String> found = Optional.empty();
    FileSystem files = storage.of(Paths.of(sweep));
    for (int number = 1;
        number <= ledger.testEvaluations() + 1 || files.exists(Paths.in(sweep, NAME + number));
        number++) {
      String run = sweep + "/" + NAME + number;
      if (EarlierRun.find(storage, run).plan().isPresent()) {
        found = Optional.of(run);
      }
    }
    return found;
  }
}
