package treecast.nn;

import treecast.linalg.Matrix;

/** {@code y = max(x, 0)}; the gradient is 0 at x = 0. */
public record Relu(int inputs) implements Layer {

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public Output forward(Matrix x, Mode mode, Place at) {
    Matrix y = at.workspace().matrix(x.rows(), inputs);
    double[] from = x.values();
    double[] to = y.values();
    for (int i = 0; i < y.size(); i++) {
      to[i] = Math.max(from[x.offset() + i], 0.0);
    }
    return new Output(y, (dy, dw, inputWanted) -> pullBack(y, dy));
  }

  /** The slope as {@code min(ceil(y), 1)}, which the JIT vectorises where it would branch. */
  private static Matrix pullBack(Matrix y, Matrix dy) {
    double[] out = y.values();
    double[] d = dy.values();
    for (int i = 0; i < y.size(); i++) {
      d[dy.offset() + i] *= Math.min(Math.ceil(out[i]), 1.0);
    }
    return dy;
  }
}
