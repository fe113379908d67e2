package treecast.app;

import com.typesafe.config.Config;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import treecast.config.Configuration;
import treecast.config.DataSettings;
import treecast.config.PlanLayers;
import treecast.config.PlanSettings;
import treecast.data.DataException;
import treecast.data.Storage;
import treecast.report.RunDirectory;
import treecast.workflow.EarlierRun;

/** Options for a trained model, and for the rows that it is applied to. */
final class ModelOptions {
  @Parameters(
      paramLabel = "RUN",
      description = "A run directory, or the file of a model or an ensemble.")
  private String run;

  @Mixin private DataOptions dataOptions;

  String run() {
    return run;
  }

  /**
   * Data of a model.
   *
   * @param own whether no option names other data than those of the training
   */
  record ModelData(DataSettings settings, boolean own) {}

  /** Location of the rows that the model was trained on, by the run's plan if there is one. */
  Optional<String> trainedOn(Storage storage) {
    return plan(storage)
        .filter(plan -> plan.hasPath("data.source") && !DataOptions.namesFiles(plan))
        .map(plan -> plan.getString("data.source"));
  }

  /** Settings of the data from the options, over those of the run's plan if there is one. */
  ModelData data(Storage storage) {
    PlanLayers options = dataOptions.layers();
    PlanLayers all = plan(storage).map(options::over).orElse(options);
    return new ModelData(PlanSettings.of(all.plan()).data(), !DataOptions.namesData(options));
  }

  /** Settings of the data in the run's plan; empty if a file of a model was given. */
  private Optional<Config> plan(Storage storage) {
    String file = run + "/" + RunDirectory.PLAN;
    try {
      return EarlierRun.find(storage, run).plan().map(text -> Configuration.dataOf(text, file));
    } catch (IOException e) {
      throw DataException.unreadable(file, e);
    }
  }
}
