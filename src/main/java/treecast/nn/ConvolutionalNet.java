package treecast.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * Convolutional network ("Deep Learning from Scratch", section 7.5): convolution, activation and
 * max pooling, followed by the fully connected layers of {@link MultiLayerNetExtend}. With batch
 * norm, the channels of the convolution are normalised as well.
 *
 * @param stage the convolution stage
 * @param rest the fully connected layers, whose inputs are the stage's outputs
 */
public record ConvolutionalNet(ConvolutionStage stage, MultiLayerNetExtend rest)
    implements Architecture {

  @Override
  public String kind() {
    return "conv";
  }

  @Override
  public List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    layers.addAll(stage.layers(rest.base().activation(), rest.batchNorm()));
    layers.addAll(rest.layers());
    return layers;
  }

  @Override
  public Initializer initializer() {
    return rest.initializer();
  }

  @Override
  public double weightDecay() {
    return rest.weightDecay();
  }
}
