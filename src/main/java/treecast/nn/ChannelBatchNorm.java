package treecast.nn;

import treecast.linalg.Shape;

/**
 * Batch normalisation of images by channel (spatial batch norm), the usual form for convolutions:
 * one mean, variance, gamma and beta for each channel, over the rows and all its pixels. Everything
 * else is as in {@link BatchNorm}.
 *
 * @param input shape of the images
 */
public record ChannelBatchNorm(Shape input) implements ImageLayer, NormalisingLayer {

  @Override
  public Shape output(Shape shape) {
    return input;
  }

  @Override
  public Normalisation normalisation() {
    return new Normalisation(new Channels(input.channels(), input.pixels()));
  }
}
