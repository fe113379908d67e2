package treecast.nn;

import treecast.linalg.Shape;

/** Layer for images of one shape, which accepts no other shape. */
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
