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
import treecast.report.OutputDirectory;
import treecast.report.RunDirectory;
import treecast.training.Engine;
import treecast.training.History;
import treecast.training.JitWarmUp;
import treecast.training.TrainingPlan;

/**
 * Run of a plan, for one network or an ensemble: from the examined data to the run directory.
 *
 * @param storage file systems with which files are opened
 * @param settings settings of the plan
 * @param initial what the training starts from
 * @param text text of {@code plan.conf}
 * @param chosen what was left to the number of training rows, or empty
 */
public record TrainingRun(
    Storage storage,
    PlanSettings settings,
    InitialWeights initial,
    PlanText text,
    DataSet data,
    TrainingPlan plan,
    String chosen) {

  /**
   * Output of a run.
   *
   * @param directory its directory or URI; by default a new one in runs/
   * @param resumes whether the run goes on with what there is in that directory
   * @param verbosity of the progress display
   * @param inTurn whether members of an ensemble train one after the other
   * @param profiled whether the profile of the steps is printed
   * @param reported whether a report is written
   * @param interruption interruption of the process, which is answered with a checkpoint
   */
  public record Output(
      Optional<String> directory,
      boolean resumes,
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
    InitialWeights initial = InitialWeights.of(storage, settings.start());
    return of(storage, config, settings, initial, initial.examine(storage, settings, tasks));
  }

  /** Run of a plan on examined data. */
  static TrainingRun of(
      Storage storage, Config config, PlanSettings settings, InitialWeights initial, DataSet data) {
    RowChoices choices = RowChoices.of(settings, data.trainRows());
    return new TrainingRun(
        storage,
        choices.settled(),
        initial,
        new PlanText(initial.in(choices.in(config)), data),
        data,
        initial.plan(settings, data),
        choices.describe());
  }

  /**
   * Trains and writes the run directory.
   *
   * @param began start time of the command
   */
  public void run(SparkProvider provider, Output output, Instant began) throws IOException {
    try (Preparation prepared = Preparation.begin(plan, data, provider.runsHere());
        CommandSpark spark = provider.start("train")) {
      train(spark.context(), provider, output, began, prepared);
    }
  }

  private void train(
      SparkContext spark,
      SparkProvider provider,
      Output output,
      Instant began,
      Preparation prepared)
      throws IOException {
    int shards = plan.batches().shards();
    int partitions = provider.partitions(spark, shards);
    requireMemory(spark, partitions, output);
    String location =
        output.directory().isPresent() ? output.directory().get() : NewDirectory.inRuns(storage);
    try (RunLock lock = lock(location, output.resumes());
        Engine engine = SparkEngine.of(spark, data, prepared.rows(), shards, partitions)) {
      EarlierRun earlier = EarlierRun.find(storage, location);
      if (earlier.isFinished(text.of(plan))) {
        System.out.println(earlier.nothingLeft()); // by a process that has let go of the lock
        return;
      }
      if (isTogether(output) && output.verbosity() != Progress.Verbosity.QUIET) {
        new TrainingResources(plan).idleCores(spark).ifPresent(System.out::println);
      }
      RunContext context = context(spark, engine, partitions, began, output.reported());
      if (settings.ensemble().members() > 1) {
        trainEnsemble(context, earlier, lock, output, prepared.warmUp());
      } else {
        trainOne(context, earlier, lock, output, prepared.warmUp());
      }
    }
  }

  /** Whether all executors compute each step, and not each the steps of members of its own. */
  private boolean isTogether(Output output) {
    return settings.ensemble().members() == 1 || output.inTurn();
  }

  private void requireMemory(SparkContext spark, int partitions, Output output) {
    if (isTogether(output)) {
      boolean checkpoints = settings.checkpoint().every().isPresent();
      new TrainingResources(plan).requireMemory(spark, checkpoints, partitions);
    }
  }

  private RunLock lock(String location, boolean resumes) throws IOException {
    if (resumes) {
      return RunLock.take(storage, location);
    }
    OutputDirectory.create(storage, location);
    return RunLock.ofNew(storage, location);
  }

  private void trainEnsemble(
      RunContext context, EarlierRun earlier, RunLock lock, Output output, JitWarmUp warmUp)
      throws IOException {
    try (RunDirectory run = directory(earlier, new History())) {
      warmUp.end();
      EnsembleMembers members =
          new EnsembleMembers(
              context,
              storage,
              output.interruption(),
              lock,
              output.inTurn(),
              (member, before) -> progress(member, before, output));
      new EnsembleTraining(context, members).run(run, earlier.plan().isPresent());
    }
  }

  private void trainOne(
      RunContext context, EarlierRun earlier, RunLock lock, Output output, JitWarmUp warmUp)
      throws IOException {
    TrainingStart start = start(earlier, output.verbosity() != Progress.Verbosity.QUIET);
    try (RunDirectory run = directory(earlier, start.history())) {
      warmUp.end();
      new SingleTraining(context, progress(plan, start.history(), output), output.interruption())
          .run(run, start, lock, output.profiled());
    }
  }

  /**
   * Where the training of one network starts.
   *
   * @param told whether a line says where an earlier run goes on
   */
  TrainingStart start(EarlierRun earlier, boolean told) throws IOException {
    if (earlier.plan().isEmpty()) {
      return TrainingStart.initial(storage, earlier.path(), initial.state(plan));
    }
    TrainingStart start =
        TrainingStart.newest(storage, earlier.path(), plan, initial, System.err::println);
    if (told) {
      System.out.println(earlier.path() + ": " + start.describe(plan));
    }
    return start;
  }

  /** Context of this run with an engine. */
  RunContext context(
      SparkContext spark, Engine engine, int partitions, Instant began, boolean reported) {
    return new RunContext(
        spark, settings, initial, text, data, plan, engine, partitions, began, reported);
  }

  /**
   * Run directory of a run that begins, or goes on.
   *
   * @param history of the steps that it goes on from
   */
  RunDirectory directory(EarlierRun earlier, History history) throws IOException {
    String wanted = text.of(plan);
    if (earlier.plan().isEmpty()) {
      return RunDirectory.begin(storage, earlier.path(), plan, wanted);
    }
    Optional<String> longer = earlier.isLonger(wanted) ? Optional.of(wanted) : Optional.empty();
    return RunDirectory.resume(storage, earlier.path(), plan, longer, history);
  }

  private static Progress progress(TrainingPlan plan, History before, Output output) {
    return new Progress(plan, before, Terminal.ofProcess(), output.verbosity());
  }
}
