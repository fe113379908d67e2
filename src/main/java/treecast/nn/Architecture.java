package treecast.nn;

import java.io.Serializable;

/** A family of networks: hyper-parameters that say how one is built. */
public sealed interface Architecture extends Serializable
    permits MultiLayerNet, MultiLayerNetExtend, ConvolutionalNet, ObjectiveArchitecture {
  /** What a plan and a model file call the family. */
  String kind();

  /** The network. */
  Network network();

  /** Where its weights begin. */
  Initializer initializer();

  /** λ: the loss has {@code λ / 2} times the sum of the squared weights added. */
  double weightDecay();
}
