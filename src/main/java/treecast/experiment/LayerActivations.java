package treecast.experiment;

import java.util.List;
import java.util.stream.IntStream;
import treecast.nn.Activation;
import treecast.nn.ActivationStatistics;
import treecast.nn.Initializer;

/**
 * What leaves each layer of an untrained network.
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

  /** Activation and first weights. */
  String fullName() {
    return nameOf(activation) + ", " + name();
  }

  static String nameOf(Activation activation) {
    return activation.equals(Activation.RELU) ? "ReLU" : activation.name();
  }

  ActivationStatistics last() {
    return of.get(of.size() - 1);
  }

  /** The count of the fullest bin of all layers. */
  int tallest() {
    return of.stream().flatMapToInt(layer -> IntStream.of(layer.histogram())).max().orElseThrow();
  }

  /** The last layer's deviation beside the first's. */
  double kept() {
    return last().deviation() / of.get(0).deviation();
  }
}
