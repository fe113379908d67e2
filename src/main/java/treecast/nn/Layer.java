package treecast.nn;

import java.io.Serializable;
import java.util.List;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;
import treecast.linalg.Workspace;

/**
 * Layer of a network. It holds hyper-parameters only: its parameters are a section of the flat
 * weights, and its buffers come from the workspace of the computing thread.
 */
public interface Layer extends Serializable {

  /** Number of inputs per row. */
  int inputs();

  /** Number of outputs per row. */
  int outputs();

  /** Shape of an input row; flat if only its length matters. */
  default Shape input() {
    return Shape.flat(inputs());
  }

  /** Whether the layer accepts rows of a shape: by default all shapes of the right size. */
  default boolean takes(Shape shape) {
    return shape.size() == inputs();
  }

  /**
   * Shape of an output row: by default that of the input.
   *
   * @param shape shape of the input, which the layer {@link #takes}
   */
  default Shape output(Shape shape) {
    return shape;
  }

  /** Parameters, in their order in the flat weights. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Running statistics, in their order in the flat statistics. */
  default List<Parameter> statistics() {
    return List.of();
  }

  /** Number of dropout masks that the layer needs in each training pass. */
  default int masks() {
    return 0;
  }

  /**
   * Computes the output.
   *
   * @param x rows x inputs; not changed
   * @param at weights, statistics and buffers of this layer
   */
  Output forward(Matrix x, Mode mode, Context at);

  /**
   * Prepares inference for an input whose content will change, so that buffers are taken once. By
   * default each run is a forward pass.
   *
   * @param x rows x inputs; not changed
   * @param at weights, running statistics and buffers of this layer; the workspace must not be
   *     reused as long as the result is
   */
  default Inference inference(Matrix x, Context at) {
    Matrix y = at.workspace().matrix(x.rows(), outputs());
    Workspace own = new Workspace(x.precision());
    Context again =
        new Context(at.weights(), at.statistics(), at.layerIndex(), at.firstMask(), at.gemm(), own);
    return new Inference(
        y,
        () -> {
          own.reuse();
          Matrix found = forward(x, new Mode.Inference(), again).y();
          found.array().copyTo(found.offset(), y.array(), y.offset(), y.size());
        });
  }

  /**
   * Checks that the shapes of consecutive layers fit.
   *
   * @throws IllegalArgumentException if one does not
   */
  static void requireChain(List<Layer> layers) {
    Shape shape = layers.get(0).input();
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      if (!layer.takes(shape)) {
        throw new IllegalArgumentException(
            "layer %d (%s) expects %s inputs, the layer before it has %s outputs"
                .formatted(l + 1, layer, layer.input(), shape));
      }
      shape = layer.output(shape);
    }
  }

  /**
   * Context of a layer's computation.
   *
   * @param weights the layer's section of the flat weights
   * @param statistics in training, the sums over rows to which the layer adds its batch statistics;
   *     in inference, its running statistics
   * @param layerIndex index of the hidden layer that it belongs to, from 1: each layer with a
   *     weight matrix begins the next one
   * @param firstMask index of its first dropout mask within the hidden layer, from 0
   * @param gemm implementation of the matrix multiplication
   * @param workspace supplies its buffers
   */
  record Context(
      Slice weights,
      Slice statistics,
      int layerIndex,
      int firstMask,
      Gemm gemm,
      Workspace workspace) {}

  /**
   * Output of a forward pass.
   *
   * @param y rows x outputs
   * @param pullback the backward pass that belongs to it
   */
  record Output(Matrix y, Pullback pullback) {}

  /** Backward pass (vector-Jacobian product) of one forward pass. */
  @FunctionalInterface
  interface Pullback {
    /** Pullback of a forward pass in inference mode, which has no gradient. */
    Pullback NONE =
        (dy, dw, inputWanted) -> {
          throw new IllegalStateException("a prediction has no gradient");
        };

    /**
     * Adds the gradient of the loss with respect to the weights, and returns the gradient with
     * respect to the input.
     *
     * @param dy gradient with respect to the output, rows x outputs; may be overwritten
     * @param dw the layer's section of the gradient, to which its gradient is added
     * @param inputWanted whether the returned matrix is used
     */
    Matrix apply(Matrix dy, Slice dw, boolean inputWanted);

    /**
     * The same as {@link #apply} for a gradient that no rows were added to: sets it. By default,
     * adds to zeros.
     *
     * @param dw the layer's section of the gradient, of undefined content
     * @param parameters number of the layer's parameters
     */
    default Matrix applyFirst(Matrix dy, Slice dw, int parameters, boolean inputWanted) {
      dw.array().fill(dw.offset(), dw.offset() + parameters, 0);
      return apply(dy, dw, inputWanted);
    }
  }
}
