package treecast.nn;

import java.io.Serializable;

/** Architecture: hyper-parameters from which a network is built. */
public sealed interface Architecture extends Serializable
    permits MultiLayerNet, MultiLayerNetExtend, ConvolutionalNet, ObjectiveArchitecture {
  /** Name of the kind of architecture in plans and model files. */
  String kind();

  /** Builds the network. */
  Network network();

  /** Initializer of its weights. */
  Initializer initializer();

  /** Weight decay λ: {@code λ / 2} times the sum of the squared weights is added to the loss. */
  double weightDecay();
}
