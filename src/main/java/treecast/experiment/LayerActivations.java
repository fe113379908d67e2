package treecast.experiment;

import java.util.List;
import java.util.stream.IntStream;
import treecast.nn.Activation;
import treecast.nn.ActivationStatistics;
import treecast.nn.Initializer;

/**
 * Statistics of the activations of each layer in an untrained network.
 *
 * @param of one for each layer, in their order
 */
record LayerActivations(
    Activation activation, Initializer initializer, List<ActivationStatistics> of) {
  String name() {
    return switch (initializer.name()) {
      case "xavier" -> "Xavier";
      case "he" -> "He";
      default -> "std " + initializer.name();
    };
  }

  /** Activation function and initial weights, as text. */
  String fullName() {
    return nameOf(activation) + ", " + name();
  }

  static String nameOf(Activation activation) {
    return activation.equals(Activation.RELU) ? "ReLU" : activation.name();
  }

  ActivationStatistics last() {
    return of.get(of.size() - 1);
  }

  /** Count of the fullest bin of all layers. */
  int tallest() {
    return of.stream().flatMapToInt(layer -> IntStream.of(layer.histogram())).max().orElseThrow();
  }

  /** Ratio of the last layer's standard deviation to the first layer's. */
  double kept() {
    return last().deviation() / of.get(0).deviation();
  }
}
