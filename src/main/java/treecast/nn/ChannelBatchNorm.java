package treecast.nn;

import java.util.List;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;

/**
 * Batch normalisation of images by channel (spatial batch norm), the usual form for convolutions:
 * one mean, variance, gamma and beta for each channel, over the rows and all its pixels. Everything
 * else is as in {@link BatchNorm}.
 *
 * @param input shape of the images
 */
public record ChannelBatchNorm(Shape input) implements ImageLayer {

  @Override
  public Shape output(Shape shape) {
    return input;
  }

  @Override
  public List<Parameter> parameters() {
    return normalisation().parameters();
  }

  @Override
  public List<Parameter> statistics() {
    return normalisation().statistics();
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    return normalisation().forward(x, mode, at);
  }

  @Override
  public Inference inference(Matrix x, Context at) {
    return normalisation().inference(x, at);
  }

  Normalisation normalisation() {
    return new Normalisation(new Channels(input.channels(), input.pixels()));
  }
}
