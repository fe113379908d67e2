package treecast.exchange;

import java.util.Arrays;
import java.util.List;
import treecast.data.DataException;
import treecast.data.Excerpt;
import treecast.model.ModelFile;
import treecast.nn.BatchNorm;
import treecast.nn.Network;
import treecast.nn.Tensor;

/**
 * Network of a weights file: as much of its architecture as the shapes say, and its weights.
 *
 * @param layers the layers with weights, the last of which gives the scores
 * @param inverted whether dropout was rescaled in training and not in inference (inverted dropout),
 *     as PyTorch does it
 * @param where the file's name, for messages
 */
public record ImportedNetwork(List<LayerArrays> layers, boolean inverted, String where) {
  /** Epsilon of batch norm that PyTorch adds where nothing else was said. */
  private static final double PYTORCH_EPSILON = 1e-5;

  /**
   * Network of a file.
   *
   * @param epsilon number that the file's library adds to the variance in batch norm, or 0 for the
   *     one that belongs to the names: 1e-6 to the book's, 1e-5 to PyTorch's
   * @throws DataException if the arrays are not those of a network that Treecast has
   */
  public static ImportedNetwork of(WeightsFile whole, double epsilon, String where) {
    WeightsFile file = whole.without(ModelFile.FEATURES);
    boolean book = BookNames.in(file.arrays());
    if (!book && !PyTorchNames.in(file.arrays())) {
      throw new DataException(
          "%s: expected arrays named W1, b1, ... or 0.weight, 0.bias, ..., found %s"
              .formatted(where, Excerpt.of(String.join(", ", file.arrays().keySet()))));
    }
    List<LayerArrays> layers =
        book
            ? BookNames.layers(file.arrays(), epsilon > 0 ? epsilon : BatchNorm.EPSILON, where)
            : PyTorchNames.layers(file, epsilon > 0 ? epsilon : PYTORCH_EPSILON, where);
    file.arrays().forEach((name, array) -> requireFinite(name, array, where));
    ImportedNetwork network = new ImportedNetwork(layers, !book, where);
    network.requireChain();
    return network;
  }

  private static void requireFinite(String name, NumericArray array, String where) {
    Arrays.stream(array.values())
        .filter(value -> !Double.isFinite(value))
        .findFirst()
        .ifPresent(
            value -> {
              throw new DataException(
                  "%s: array %s: expected finite numbers, found %s".formatted(where, name, value));
            });
  }

  private void requireChain() {
    if (layers.size() < (isConvolutional() ? 3 : 2)) {
      throw new DataException(
          "%s: expected a network with a hidden dense layer, found %d with weights"
              .formatted(where, layers.size()));
    }
    for (int l = 0; l < layers.size(); l++) {
      LayerArrays layer = layers.get(l);
      if (l > 0 && layer.isConvolution()) {
        throw new DataException(
            "%s: expected one convolution, as the first layer, found also %s"
                .formatted(where, layer.name()));
      }
      if (l > 0 && !layers.get(l - 1).isConvolution()) {
        requireInputs(layer, layers.get(l - 1));
      }
      if (layer.weight().values().length == 0) {
        throw new DataException(
            "%s: array %s: expected elements, found none".formatted(where, layer.name()));
      }
      boolean last = l == layers.size() - 1;
      if (layer.norm().isPresent() != (batchNorm() && !last)) {
        throw new DataException(
            "%s: expected batch norm behind every hidden layer, or behind none, and none behind the last layer, found another at %s"
                .formatted(where, layer.name()));
      }
    }
  }

  private void requireInputs(LayerArrays layer, LayerArrays before) {
    if (layer.inputs() != before.outputs()) {
      throw new DataException(
          "%s: array %s: expected %d inputs, the outputs of %s, found %d"
              .formatted(where, layer.name(), before.outputs(), before.name(), layer.inputs()));
    }
  }

  /** Whether the first layer is a convolution. */
  public boolean isConvolutional() {
    return layers.get(0).isConvolution();
  }

  /** Whether there is batch norm behind the hidden layers. */
  public boolean batchNorm() {
    return layers.get(0).norm().isPresent();
  }

  /** Shape of the filters: filters x channels x height x width. */
  public List<Integer> filters() {
    return layers.get(0).weight().shape();
  }

  /** Number of inputs of the first dense layer. */
  public int denseInputs() {
    return layers.get(isConvolutional() ? 1 : 0).inputs();
  }

  /** Number of units of each dense hidden layer. */
  public List<Integer> hidden() {
    return layers.subList(isConvolutional() ? 1 : 0, layers.size() - 1).stream()
        .map(LayerArrays::outputs)
        .toList();
  }

  /** Number of classes. */
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /**
   * Weights in the order of a network with these layers.
   *
   * @param dropout ratio of the dropout behind hidden dense layers; inverted dropout becomes the
   *     book's, whose inference multiplies by {@code 1 - ratio}: the next weights are divided by it
   */
  public double[] weights(Network network, double dropout) {
    double[] weights = new double[network.parameters()];
    for (Tensor tensor : network.weightTensors()) {
      int l = tensor.layerIndex() - 1;
      LayerArrays layer = layers.get(l);
      boolean behindDropout =
          inverted && dropout > 0 && l > 0 && !layers.get(l - 1).isConvolution();
      copy(values(behindDropout ? layer.divided(1 - dropout) : layer, tensor), tensor, weights);
    }
    return weights;
  }

  /** Running statistics in the order of a network with these layers. */
  public double[] statistics(Network network) {
    double[] statistics = new double[network.statistics()];
    for (Tensor tensor : network.statisticTensors()) {
      copy(values(layers.get(tensor.layerIndex() - 1), tensor), tensor, statistics);
    }
    return statistics;
  }

  private static void copy(double[] values, Tensor tensor, double[] flat) {
    System.arraycopy(values, 0, flat, tensor.offset(), tensor.parameter().size());
  }

  private static double[] values(LayerArrays layer, Tensor tensor) {
    return switch (tensor.parameter().symbol()) {
      case "W" -> layer.weight().values();
      case "b" -> layer.bias();
      case "gamma" -> layer.norm().orElseThrow().gamma();
      case "beta" -> layer.norm().orElseThrow().beta();
      case "running_mean" -> layer.norm().orElseThrow().mean();
      default -> layer.norm().orElseThrow().variance();
    };
  }
}
