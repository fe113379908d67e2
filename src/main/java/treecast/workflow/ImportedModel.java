package treecast.workflow;

import com.typesafe.config.Config;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import treecast.config.Configuration;
import treecast.config.NetworkSettings;
import treecast.config.NetworkText;
import treecast.config.PlanFormat;
import treecast.config.PlanLayers;
import treecast.config.PlanSettings;
import treecast.config.SettingsException;
import treecast.data.DataException;
import treecast.data.Excerpt;
import treecast.exchange.ImportedNetwork;
import treecast.exchange.NumericArray;
import treecast.exchange.WeightsFile;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.model.NamedModel;
import treecast.nn.Architecture;
import treecast.nn.Dropout;
import treecast.nn.Network;

/**
 * Model of a weights file: a file that Treecast wrote says everything in its metadata; of others
 * the shapes say what they can, and the user the rest.
 *
 * @param where the file's name, for messages
 */
record ImportedModel(String where, WeightsFile weights, ModelImport.Description about) {

  /**
   * Builds the model.
   *
   * @throws DataException if the file is not that of a network that Treecast has
   * @throws SettingsException if something is missing that the file does not say, or said otherwise
   */
  Model model() {
    return ModelFile.isOne(weights.metadata()) ? own() : other();
  }

  /** Model of a file that Treecast wrote, which says everything. */
  private Model own() {
    Model model = NamedModel.of(weights.metadata(), this::elements, where);
    requireNoOthers(model.network());
    if (about.epsilon() > 0) {
      throw new SettingsException(
          "--epsilon: expected none for %s, which Treecast wrote, found %s"
              .formatted(where, about.epsilon()));
    }
    PlanLayers layers = about.layers();
    Config wanted =
        layers.over(NetworkText.of(model.architecture()), layers.format(PlanFormat::newest));
    NetworkSettings network =
        PlanSettings.of(Configuration.under(wanted)).on(Integer.MAX_VALUE).network();
    List<String> differences =
        NetworkDifferences.told(
            model.architecture(), network.architecture(model.network().input(), model.outputs()));
    if (!differences.isEmpty()) {
      throw new SettingsException(
          "expected the network of %s, found settings of another: %s"
              .formatted(where, String.join("; ", differences)));
    }
    return new Model(
        model.architecture(),
        model.weights(),
        model.statistics(),
        about.features().over(model.encoding(), model.network()),
        model.precision());
  }

  private void requireNoOthers(Network network) {
    Set<String> others = new LinkedHashSet<>(weights.arrays().keySet());
    Model.tensors(network).forEach(tensor -> others.remove(tensor.name()));
    others.removeAll(ModelFile.FEATURES);
    if (!others.isEmpty()) {
      throw new DataException(
          "%s: expected the arrays of its metadata alone, found %s"
              .formatted(where, Excerpt.of(String.join(", ", others))));
    }
  }

  private Model other() {
    ImportedNetwork imported = ImportedNetwork.of(weights, about.epsilon(), where);
    ImportedSettings settings = new ImportedSettings(where, imported, about.layers());
    Architecture architecture = settings.architecture();
    Network network = architecture.network();
    return new Model(
        architecture,
        imported.weights(network, dropout(architecture)),
        imported.statistics(network),
        about.features().over(NamedModel.encoding(this::elements, network, where), network));
  }

  /** Ratio of the dropout behind the hidden layers; 0 if there is none. */
  private static double dropout(Architecture architecture) {
    return architecture.layers().stream()
        .filter(Dropout.class::isInstance)
        .mapToDouble(layer -> ((Dropout) layer).ratio())
        .findFirst()
        .orElse(0);
  }

  /**
   * Elements of an array, which has to have the shape that is asked for; none if there is no such
   * array.
   */
  private double[] elements(String name, List<Integer> shape) {
    NumericArray array = weights.arrays().get(name);
    if (array == null) {
      return new double[0];
    }
    if (!array.shape().equals(shape)) {
      throw new DataException(
          "%s: array %s: expected the shape %s, found %s"
              .formatted(where, name, shape, array.shape()));
    }
    return array.values();
  }
}
