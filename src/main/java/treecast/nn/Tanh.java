package treecast.nn;

import treecast.linalg.Matrix;

/** Hyperbolic tangent: {@code y = tanh(x)}. */
public record Tanh(int inputs) implements Layer {

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    Matrix y = at.workspace().matrix(x.rows(), inputs);
    for (int i = 0; i < y.size(); i++) {
      y.values()[i] = StrictMath.tanh(x.values()[x.offset() + i]);
    }
    return new Output(y, (dy, dw, inputWanted) -> pullBack(y, dy));
  }

  private static Matrix pullBack(Matrix y, Matrix dy) {
    double[] out = y.values();
    double[] d = dy.values();
    for (int i = 0; i < y.size(); i++) {
      d[dy.offset() + i] *= 1 - out[i] * out[i];
    }
    return dy;
  }
}
