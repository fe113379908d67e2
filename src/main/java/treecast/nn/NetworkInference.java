package treecast.nn;

import treecast.linalg.Matrix;

/**
 * Inference of a network for a fixed number of rows, in buffers of its own, which one thread uses
 * at a time. It computes the bits of {@link Network#scores} and allocates nothing.
 */
public final class NetworkInference {
  private final Matrix x;
  private final Inference[] layers;

  NetworkInference(Matrix x, Inference[] layers) {
    this.x = x;
    this.layers = layers;
  }

  /** Input, rows x inputs, in the network's precision: a caller writes scaled features into it. */
  public Matrix x() {
    return x;
  }

  /** Computes the scores of the input: rows x outputs, a buffer that the next call overwrites. */
  public Matrix scores() {
    for (Inference layer : layers) {
      layer.run();
    }
    return layers[layers.length - 1].y();
  }
}
