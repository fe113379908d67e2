package treecast.nn;

import java.io.Serializable;
import java.util.List;
import treecast.linalg.FlatArray;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;
import treecast.nn.Layer.Context;
import treecast.nn.Layer.Output;
import treecast.nn.Layer.Pullback;

/**
 * Forward and backward pass through the layers of a network.
 *
 * @param layers the layers, in the order of the forward pass
 * @param layout positions of their parameters and statistics
 */
@SuppressWarnings("serial") // a serialisable list, which the interface does not say
record LayerPasses(List<Layer> layers, Layout layout) implements Serializable {
  LayerPasses {
    layers = List.copyOf(layers);
  }

  /**
   * Forward pass.
   *
   * @return output of each layer
   */
  Output[] forward(
      Mode mode, FlatArray weights, Slice statistics, Matrix x, Gemm gemm, Workspace workspace) {
    Slice all = new Slice(weights, 0);
    Output[] outputs = new Output[layers.size()];
    Matrix y = x;
    for (int l = 0; l < outputs.length; l++) {
      Context at = layout.context(l, all, statistics, gemm, workspace);
      outputs[l] = layers.get(l).forward(y, mode, at);
      y = outputs[l].y();
    }
    return outputs;
  }

  /** The layers, of which some batch norms can be frozen. */
  FrozenLayers freezable() {
    return new FrozenLayers(layers, layout);
  }

  /** Inference of all layers, bound to an input. */
  NetworkInference inference(FlatArray weights, FlatArray running, Matrix x, Gemm gemm) {
    Slice all = new Slice(weights, 0);
    Slice statistics = new Slice(running, 0);
    Workspace workspace = new Workspace(x.precision());
    Inference[] bound = new Inference[layers.size()];
    Matrix y = x;
    for (int l = 0; l < bound.length; l++) {
      Context at = layout.context(l, all, statistics, gemm, workspace);
      bound[l] = layers.get(l).inference(y, at);
      y = bound[l].y();
    }
    return new NetworkInference(x, bound);
  }

  /**
   * Backward pass: adds the gradient of all weights, or sets it.
   *
   * @param dy gradient with respect to the output of the last layer
   * @param first whether no rows were added to the gradient yet, so that its content is undefined
   */
  void backward(Output[] outputs, Matrix dy, Slice gradient, boolean first) {
    Matrix d = dy;
    for (int l = outputs.length - 1; l >= 0; l--) {
      Pullback pullback = outputs[l].pullback();
      Slice dw = layout.weights(l, gradient);
      d =
          first
              ? pullback.applyFirst(d, dw, layout.parameterCount(l), l > 0)
              : pullback.apply(d, dw, l > 0);
    }
  }
}
