package treecast.workflow;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import treecast.config.NetworkText;
import treecast.config.PlanFormat;
import treecast.config.PlanLayers;
import treecast.config.PlanSettings;
import treecast.config.SettingsException;
import treecast.config.StartSettings;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.Storage;
import treecast.data.TaskRunner;
import treecast.model.Classifier;
import treecast.model.Model;
import treecast.nn.Architecture;
import treecast.training.CheckpointFile;
import treecast.training.History;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/**
 * Initial weights of a training: random ones, or those of a run's model, whose scaling and class
 * labels the training then keeps; and the parameters that stay as they are.
 *
 * @param settings what the plan says of them
 * @param model the model of the run that the plan names
 * @param sha256 SHA-256 of the model, or empty
 */
public record InitialWeights(StartSettings settings, Optional<Model> model, String sha256) {

  /**
   * Reads the model that a plan names, if it names one.
   *
   * @throws DataException if it is missing, damaged or not the one of the plan's SHA-256
   * @throws SettingsException if it is an ensemble
   */
  public static InitialWeights of(Storage storage, StartSettings settings) {
    if (settings.run().isEmpty()) {
      return new InitialWeights(settings, Optional.empty(), "");
    }
    String run = settings.run().get();
    Model model = read(storage, run);
    String found = SavedModel.sha256(model);
    String expected = settings.sha256().orElse(found);
    if (!expected.equals(found)) {
      throw new DataException(
          "from: %s: expected the model of the SHA-256 %s, found another, %s"
              .formatted(run, expected, found));
    }
    return new InitialWeights(settings, Optional.of(model), found);
  }

  private static Model read(Storage storage, String run) {
    Classifier found = SavedModel.read(storage, run);
    if (found instanceof Model model) {
      return model;
    }
    throw new SettingsException(
        "from: expected the run of a single network, found an ensemble in " + run);
  }

  /** Layers of a plan over the network of the run that they name, if they name one. */
  public static PlanLayers under(Storage storage, PlanLayers layers) {
    PlanFormat format = layers.format(PlanFormat::newest);
    return StartSettings.runOf(layers.wanted())
        .map(run -> NetworkText.of(read(storage, run).architecture()))
        .map(network -> layers.over(format.with(network)))
        .orElse(layers);
  }

  /** Plan in which the model is named with its SHA-256. */
  Config in(Config config) {
    return model.isEmpty()
        ? config
        : config
            .withoutPath(StartSettings.FROM)
            .withValue(
                StartSettings.FROM,
                ConfigValueFactory.fromMap(
                    Map.of("run", settings.run().orElseThrow(), "sha256", sha256)));
  }

  /**
   * Examines the data of a training; with a model they get its scaling and its classes.
   *
   * @param tasks run the parts of the examination
   */
  DataSet examine(Storage storage, PlanSettings plan, TaskRunner tasks) {
    return model
        .map(m -> DataChoice.examine(storage, plan.data(), true, m.encoding(), m.inputs(), tasks))
        .orElseGet(() -> DataChoice.examine(storage, plan, tasks));
  }

  /**
   * Training plan with the frozen parameters.
   *
   * @throws SettingsException if the model has another network than the plan, or if a parameter
   *     cannot be frozen
   */
  TrainingPlan plan(PlanSettings plan, DataSet data) {
    TrainingPlan all = plan.plan(data);
    model.ifPresent(m -> requireSame(m, plan.on(data.trainRows()).network().architecture(data)));
    if (settings.freeze().isEmpty()) {
      return all;
    }
    double[] running =
        model.map(Model::statistics).orElseGet(() -> new double[all.network().statistics()]);
    TrainingPlan some = frozen(all, running);
    if (model.isEmpty() && !some.update().frozen().statistics().isEmpty()) {
      throw new SettingsException(
          "freeze: expected a run (from) whose statistics a frozen batch norm keeps, found none");
    }
    return some;
  }

  private TrainingPlan frozen(TrainingPlan plan, double[] running) {
    try {
      return plan.withFrozen(settings.freeze(), running);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("freeze: " + e.getMessage(), e);
    }
  }

  private void requireSame(Model model, Architecture wanted) {
    List<String> differences = NetworkDifferences.told(model.architecture(), wanted);
    if (!differences.isEmpty()) {
      throw new SettingsException(
          "from: expected the network of %s, found another: %s"
              .formatted(settings.run().orElseThrow(), String.join("; ", differences)));
    }
  }

  /** State before the first step. */
  TrainingState state(TrainingPlan plan) {
    return model
        .map(m -> TrainingState.startingFrom(plan, m.weights(), m.statistics()))
        .orElseGet(() -> TrainingState.initial(plan));
  }

  /** Encoded checkpoint of that state for a trial; empty for random weights. */
  byte[] checkpoint(TrainingPlan plan) {
    return model.isEmpty()
        ? new byte[0]
        : CheckpointFile.encode(state(plan).checkpoint(new History()));
  }
}
