package treecast.nn;

import treecast.linalg.Matrix;

/**
 * Inference of a layer that is bound to its input and its buffers: each run computes the output
 * from what the input holds by then. Layers of Treecast allocate nothing in a run.
 *
 * @param y rows x outputs, which a run overwrites
 * @param computation what a run does
 */
public record Inference(Matrix y, Runnable computation) {

  /** Computes the output. */
  public void run() {
    computation.run();
  }
}
