package treecast.workflow;

import com.typesafe.config.Config;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.SparkContext;
import treecast.cluster.SparkEngine;
import treecast.config.PlanSettings;
import treecast.config.RowChoices;
import treecast.data.DataSet;
import treecast.data.Storage;
import treecast.data.TaskRunner;
import treecast.report.RunDirectory;
import treecast.training.Engine;
import treecast.training.JitWarmUp;
import treecast.training.TrainingPlan;

/**
 * Run of a plan, for one network or an ensemble: from the examined data to the run directory.
 *
 * @param storage file systems with which files are opened
 * @param settings settings of the plan
 * @param text text of {@code plan.conf}
 * @param chosen what was left to the number of training rows, or empty
 */
public record TrainingRun(
    Storage storage,
    PlanSettings settings,
    PlanText text,
    DataSet data,
    TrainingPlan plan,
    String chosen) {

  /**
   * Output of a run.
   *
   * @param directory its directory or URI; by default a new one in runs/
   * @param earlier what there is in that directory, if the run is to go on with it
   * @param verbosity of the progress display
   * @param inTurn whether members of an ensemble train one after the other
   * @param profiled whether the profile of the steps is printed
   * @param reported whether a report is written
   * @param interruption interruption of the process, which is answered with a checkpoint
   */
  public record Output(
      Optional<String> directory,
      Optional<EarlierRun> earlier,
      Progress.Verbosity verbosity,
      boolean inTurn,
      boolean profiled,
      boolean reported,
      Interruption interruption) {}

  /**
   * Examines the data of a plan.
   *
   * @param config all keys of the plan
   * @param tasks runner of the tasks that read rows
   * @throws treecast.data.DataException if the data cannot be used
   * @throws treecast.config.SettingsException if they have too few rows for the plan
   */
  public static TrainingRun of(
      Storage storage, Config config, PlanSettings settings, TaskRunner tasks) {
    return of(storage, config, settings, DataChoice.examine(storage, settings, tasks));
  }

  /** Run of a plan on examined data. */
  static TrainingRun of(Storage storage, Config config, PlanSettings settings, DataSet data) {
    RowChoices choices = RowChoices.of(settings, data.trainRows());
    return new TrainingRun(
        storage,
        choices.settled(),
        new PlanText(choices.in(config), data),
        data,
        settings.plan(data),
        choices.describe());
  }

  /**
   * Trains and writes the run directory.
   *
   * @param began start time of the command
   */
  public void run(SparkProvider provider, Output output, Instant began) throws IOException {
    JitWarmUp warmUp = JitWarmUp.start(plan);
    try (CommandSpark spark = provider.start("train")) {
      train(spark.context(), provider, output, began, warmUp);
    } finally {
      warmUp.end();
    }
  }

  private void train(
      SparkContext spark, SparkProvider provider, Output output, Instant began, JitWarmUp warmUp)
      throws IOException {
    int shards = plan.batches().shards();
    int partitions = provider.partitions(spark, shards);
    String location = location(output);
    try (Engine engine = SparkEngine.of(spark, data, shards, partitions)) {
      RunContext context = context(spark, engine, partitions, began, output.reported());
      if (settings.ensemble().members() > 1) {
        trainEnsemble(context, location, output, warmUp);
      } else {
        trainOne(context, location, output, warmUp);
      }
    }
  }

  private void trainEnsemble(RunContext context, String location, Output output, JitWarmUp warmUp)
      throws IOException {
    try (RunDirectory run = directory(location)) {
      warmUp.end();
      new EnsembleTraining(context, output.inTurn(), each -> progress(each, 0, output)).run(run);
    }
  }

  private void trainOne(RunContext context, String location, Output output, JitWarmUp warmUp)
      throws IOException {
    TrainingStart start = start(location, output);
    try (RunDirectory run = directory(location, start, output.earlier())) {
      warmUp.end();
      new SingleTraining(
              context, progress(plan, start.state().step(), output), output.interruption())
          .run(run, start, output.profiled());
    }
  }

  private TrainingStart start(String location, Output output) throws IOException {
    if (output.earlier().flatMap(EarlierRun::plan).isEmpty()) {
      return TrainingStart.initial(storage, location, plan);
    }
    TrainingStart start = TrainingStart.newest(storage, location, plan, System.err::println);
    if (output.verbosity() != Progress.Verbosity.QUIET) {
      System.out.println(location + ": " + start.describe(plan));
    }
    return start;
  }

  /** Context of this run with an engine. */
  RunContext context(
      SparkContext spark, Engine engine, int partitions, Instant began, boolean reported) {
    return new RunContext(spark, settings, text, data, plan, engine, partitions, began, reported);
  }

  /** Creates the run directory. */
  RunDirectory directory(String location) throws IOException {
    return RunDirectory.create(storage, location, plan, text.of(plan));
  }

  private RunDirectory directory(String location, TrainingStart start, Optional<EarlierRun> earlier)
      throws IOException {
    if (earlier.isEmpty()) {
      return directory(location);
    }
    return earlier.get().plan().isPresent()
        ? RunDirectory.resume(storage, location, plan, start.history())
        : RunDirectory.begin(storage, location, plan, text.of(plan));
  }

  private String location(Output output) throws IOException {
    return output.directory().isPresent() ? output.directory().get() : NewDirectory.inRuns(storage);
  }

  private static Progress progress(TrainingPlan plan, int from, Output output) {
    return new Progress(plan, from, Terminal.ofProcess(), output.verbosity());
  }
}
