package treecast.nn;

import java.io.Serializable;
import java.util.List;

/** Architecture: hyper-parameters from which a network is built. */
public sealed interface Architecture extends Serializable
    permits MultiLayerNet, MultiLayerNetExtend, ConvolutionalNet, ObjectiveArchitecture {
  /** Name of the kind of architecture in plans and model files. */
  String kind();

  /** Layers of the network, in their order. */
  List<Layer> layers();

  /** Builds the network. */
  default Network network() {
    return new Network(layers());
  }

  /** Initializer of its weights. */
  Initializer initializer();

  /** Weight decay λ: {@code λ / 2} times the sum of the squared weights is added to the loss. */
  double weightDecay();
}
