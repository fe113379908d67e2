package treecast.nn;

import java.io.Serializable;
import java.util.List;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;
import treecast.linalg.Workspace;

/**
 * A layer of a network. It holds hyper-parameters only: its parameters are a window of the flat
 * weights, its buffers come from the workspace of the thread that computes.
 */
public interface Layer extends Serializable {

  /** Units per row of the input. */
  int inputs();

  /** Units per row of the output. */
  int outputs();

  /** What its input's rows are; flat where only their length matters. */
  default Shape input() {
    return Shape.flat(inputs());
  }

  /** Whether it works on rows of some shape: by default on all of its length. */
  default boolean takes(Shape shape) {
    return shape.size() == inputs();
  }

  /**
   * What its output's rows are: by default what its input's are.
   *
   * @param shape one that it {@link #takes}
   */
  default Shape output(Shape shape) {
    return shape;
  }

  /** Its parameters, in the order in which they lie in its window. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Its running statistics, in the order in which they lie in their window. */
  default List<Parameter> statistics() {
    return List.of();
  }

  /** Number of masks that it asks for in each training pass. */
  default int masks() {
    return 0;
  }

  /**
   * Computes the output.
   *
   * @param x rows x inputs; left as it is
   * @param at where the layer stands
   */
  Output forward(Matrix x, Mode mode, Context at);

  /**
   * Checks that each layer takes what the one before it gives.
   *
   * @throws IllegalArgumentException if one does not
   */
  static void requireChain(List<Layer> layers) {
    Shape shape = layers.get(0).input();
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      if (!layer.takes(shape)) {
        throw new IllegalArgumentException(
            "layer %d (%s) expects %s inputs, the layer before it gives %s"
                .formatted(l + 1, layer, layer.input(), shape));
      }
      shape = layer.output(shape);
    }
  }

  /**
   * Where a layer stands while it computes.
   *
   * @param weights its window of the flat weights
   * @param statistics in training the sums over rows that it adds its batch statistics to; in
   *     inference its running statistics
   * @param layerIndex number of the hidden layer that it belongs to: each layer with a weight
   *     matrix begins the next one, from 1
   * @param firstMask the first of its masks among those of the hidden layer, from 0
   * @param gemm the product to use
   * @param workspace where its buffers come from
   */
  record Context(
      Slice weights,
      Slice statistics,
      int layerIndex,
      int firstMask,
      Gemm gemm,
      Workspace workspace) {}

  /**
   * What a layer gives.
   *
   * @param y rows x outputs
   * @param pullback how to go back
   */
  record Output(Matrix y, Pullback pullback) {}

  /** The way back through one forward pass. */
  @FunctionalInterface
  interface Pullback {
    /** That of a pass made for a prediction. */
    Pullback NONE =
        (dy, dw, inputWanted) -> {
          throw new IllegalStateException("a prediction has no gradient");
        };

    /**
     * Adds the loss's gradient with respect to the weights and returns that with respect to the
     * input.
     *
     * @param dy the gradient with respect to the output, rows x outputs; may be overwritten
     * @param dw the layer's window of the gradient, to be added to
     * @param inputWanted whether anyone will read the returned matrix
     */
    Matrix apply(Matrix dy, Slice dw, boolean inputWanted);
  }
}
