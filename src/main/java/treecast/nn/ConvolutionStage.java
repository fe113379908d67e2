package treecast.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import treecast.linalg.Shape;
import treecast.linalg.Window;

/**
 * Convolution, activation and max pooling, one behind the other.
 *
 * @param image the input
 * @param filters number of filters
 * @param window what a filter sees
 * @param pool what is pooled
 */
public record ConvolutionStage(Shape image, int filters, Window window, Window pool)
    implements Serializable {

  /**
   * Checks that the windows fit.
   *
   * @throws IllegalArgumentException if one does not
   */
  public ConvolutionStage {
    new MaxPooling(new Convolution(image, window, filters).output(image), pool);
  }

  /** What it gives. */
  public Shape output() {
    return pooling().output(pooling().input());
  }

  List<Layer> layers(Activation activation, boolean batchNorm) {
    MaxPooling pooling = pooling();
    List<Layer> layers = new ArrayList<>();
    layers.add(convolution());
    if (batchNorm) {
      layers.add(new ChannelBatchNorm(pooling.input()));
    }
    layers.add(activation.layer(pooling.inputs()));
    layers.add(pooling);
    return layers;
  }

  private Convolution convolution() {
    return new Convolution(image, window, filters);
  }

  private MaxPooling pooling() {
    return new MaxPooling(convolution().output(image), pool);
  }
}
