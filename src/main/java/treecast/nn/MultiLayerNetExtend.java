package treecast.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * {@link MultiLayerNet} with batch normalisation and dropout: each hidden layer is affine, batch
 * norm, activation, dropout; the last layer is affine only.
 *
 * @param base the network that is extended
 * @param batchNorm whether hidden layers have batch normalisation
 * @param dropout fraction of hidden units dropped in training; 0 for none
 */
public record MultiLayerNetExtend(MultiLayerNet base, boolean batchNorm, double dropout)
    implements Architecture {

  @Override
  public String kind() {
    return "MultiLayerNetExtend";
  }

  @Override
  public List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    IntFunction<Layer> activations = base.activation().layers();
    int inputs = base.inputs();
    for (int units : base.hidden()) {
      layers.add(new Affine(inputs, units));
      if (batchNorm) {
        layers.add(new BatchNorm(units));
      }
      layers.add(activations.apply(units));
      if (dropout > 0) {
        layers.add(new Dropout(units, dropout));
      }
      inputs = units;
    }
    layers.add(new Affine(inputs, base.outputs()));
    return layers;
  }

  @Override
  public Initializer initializer() {
    return base.initializer();
  }

  @Override
  public double weightDecay() {
    return base.weightDecay();
  }
}
