package treecast.nn;

import java.util.function.DoubleUnaryOperator;
import treecast.linalg.Matrix;

/**
 * Inference of a layer that is bound to its input and its buffers: each run computes the output
 * from what the input holds by then. Layers of Treecast allocate nothing in a run.
 *
 * @param y rows x outputs, which a run overwrites
 * @param computation what a run does
 */
public record Inference(Matrix y, Runnable computation) {

  /** Inference that computes each element of the output from that of the input. */
  static Inference ofEach(Matrix x, Matrix y, DoubleUnaryOperator f) {
    return new Inference(
        y,
        () -> {
          for (int i = 0; i < y.size(); i++) {
            y.set(i, f.applyAsDouble(x.get(i)));
          }
        });
  }

  /** Computes the output. */
  public void run() {
    computation.run();
  }

  /** Computes the output, and returns it. */
  Matrix result() {
    run();
    return y;
  }
}
