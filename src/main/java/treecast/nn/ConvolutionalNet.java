package treecast.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * The network of the book's next chapter: convolution, activation and max pooling, and behind them
 * the fully connected layers of {@link MultiLayerNetExtend}. With its batch norm on, the channels
 * of the convolution are normalised as well.
 *
 * @param stage what looks at the images
 * @param rest what looks at the stage's output, as so many units
 */
public record ConvolutionalNet(ConvolutionStage stage, MultiLayerNetExtend rest)
    implements Architecture {

  @Override
  public String kind() {
    return "conv";
  }

  @Override
  public Network network() {
    List<Layer> layers = new ArrayList<>();
    layers.addAll(stage.layers(rest.base().activation(), rest.batchNorm()));
    layers.addAll(rest.layers());
    return new Network(layers);
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
