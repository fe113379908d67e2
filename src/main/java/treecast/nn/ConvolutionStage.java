package treecast.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import treecast.linalg.Shape;
import treecast.linalg.Window;

/**
 * Convolution stage: convolution, activation and max pooling.
 *
 * @param image shape of the input images
 * @param filters number of filters
 * @param window size, stride and padding of the filters
 * @param pool window of the max pooling
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

  /** Shape of the output. */
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
