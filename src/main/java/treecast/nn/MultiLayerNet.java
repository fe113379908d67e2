package treecast.nn;

import java.util.List;

/**
 * Multi-layer perceptron ("Deep Learning from Scratch", section 6.1.8): affine layers with
 * activation functions between them.
 *
 * @param inputs number of inputs
 * @param hidden number of units of each hidden layer
 * @param outputs number of classes
 * @param activation activation function of the hidden layers
 * @param initializer initializer of the weights
 * @param weightDecay λ, 0 or more
 */
public record MultiLayerNet(
    int inputs,
    List<Integer> hidden,
    int outputs,
    Activation activation,
    Initializer initializer,
    double weightDecay)
    implements Architecture {

  @Override
  public String kind() {
    return "MultiLayerNet";
  }

  @Override
  public List<Layer> layers() {
    return new MultiLayerNetExtend(this, false, 0).layers();
  }
}
