package treecast.workflow;

import com.typesafe.config.Config;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.SparkContext;
import treecast.cluster.SparkEngine;
import treecast.config.PlanSettings;
import treecast.data.DataSet;
import treecast.data.Storage;
import treecast.report.RunDirectory;
import treecast.training.Engine;
import treecast.training.TrainingPlan;
import treecast.training.WarmUp;

/**
 * The run of a plan, of one network or an ensemble: from examined data to a run directory.
 *
 * @param storage what files are opened through
 * @param settings of the plan
 * @param text what {@code plan.conf} will say
 */
public record TrainingRun(
    Storage storage, PlanSettings settings, PlanText text, DataSet data, TrainingPlan plan) {

  /**
   * What a run shows and leaves.
   *
   * @param directory its directory or URI; by default a new one in runs/
   * @param verbosity of the progress display
   * @param inTurn whether members of an ensemble train one after the other
   * @param profiled whether a table of where the time of the steps went is printed
   * @param reported whether it leaves a report
   */
  public record Output(
      Optional<String> directory,
      Progress.Verbosity verbosity,
      boolean inTurn,
      boolean profiled,
      boolean reported) {}

  /**
   * Examines the data of a plan.
   *
   * @param config all keys of the plan
   * @throws treecast.data.DataException if the data cannot be used
   * @throws treecast.config.SettingsException if they have too few rows for the plan
   */
  public static TrainingRun of(Storage storage, Config config, PlanSettings settings) {
    DataSet data = DataChoice.examine(storage, settings);
    return new TrainingRun(
        storage, settings, new PlanText(config, data), data, settings.plan(data));
  }

  /**
   * Trains, and writes the run directory.
   *
   * @param began when the command did
   */
  public void run(SparkProvider provider, Output output, Instant began) throws IOException {
    WarmUp warmUp = WarmUp.start(plan);
    try (CommandSpark spark = provider.start("train")) {
      train(spark.context(), provider, output, began, warmUp);
    } finally {
      warmUp.end();
    }
  }

  private void train(
      SparkContext spark, SparkProvider provider, Output output, Instant began, WarmUp warmUp)
      throws IOException {
    int shards = plan.batches().shards();
    int partitions = provider.partitions(spark, shards);
    try (Engine engine = SparkEngine.of(spark, data, shards, partitions);
        RunDirectory run = directory(place(output))) {
      warmUp.end();
      RunContext context = context(spark, engine, partitions, began, output.reported());
      if (settings.ensemble().members() > 1) {
        new EnsembleTraining(context, output.inTurn(), each -> progress(each, output)).run(run);
      } else {
        new SingleTraining(context, progress(plan, output)).run(run, output.profiled());
      }
    }
  }

  /** The context of this run, on the rows of an engine. */
  RunContext context(
      SparkContext spark, Engine engine, int partitions, Instant began, boolean reported) {
    return new RunContext(spark, settings, text, data, plan, engine, partitions, began, reported);
  }

  /** Makes the run directory. */
  RunDirectory directory(String place) throws IOException {
    return RunDirectory.create(storage, place, plan, text.of(plan));
  }

  private String place(Output output) throws IOException {
    return output.directory().isPresent() ? output.directory().get() : NewDirectory.inRuns(storage);
  }

  private static Progress progress(TrainingPlan plan, Output output) {
    return new Progress(plan, Screen.ofProcess(), output.verbosity());
  }
}
