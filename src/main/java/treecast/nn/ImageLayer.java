package treecast.nn;

import treecast.linalg.Shape;

/** A layer that works on images of one shape and would misread any other. */
public sealed interface ImageLayer extends Layer permits Convolution, MaxPooling, ChannelBatchNorm {
  @Override
  Shape input();

  @Override
  default int inputs() {
    return input().size();
  }

  @Override
  default int outputs() {
    return output(input()).size();
  }

  @Override
  default boolean takes(Shape shape) {
    return shape.equals(input());
  }
}
