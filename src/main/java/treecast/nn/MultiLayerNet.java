package treecast.nn;

import java.util.List;

/**
 * The chapter's fully connected network: affine layers with an activation between them.
 *
 * @param inputs units of the input
 * @param hidden units of each hidden layer
 * @param outputs classes
 * @param activation what follows each hidden affine layer
 * @param initializer the standard deviation of the first weights
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
  public Network network() {
    return new MultiLayerNetExtend(this, false, 0).network();
  }
}
