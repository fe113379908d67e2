package treecast.nn;

import treecast.linalg.Matrix;

/** Sigmoid: {@code y = 1 / (1 + exp(-x))}, exactly 0 or 1 for large magnitudes. */
public record Sigmoid(int inputs) implements Layer {

  /** Sigmoid of a number, with the same bits on every machine. */
  public static double of(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    Matrix y = at.workspace().matrix(x.rows(), inputs);
    for (int i = 0; i < y.size(); i++) {
      y.values()[i] = of(x.values()[x.offset() + i]);
    }
    return new Output(y, (dy, dw, inputWanted) -> pullBack(y, dy));
  }

  private static Matrix pullBack(Matrix y, Matrix dy) {
    double[] out = y.values();
    double[] d = dy.values();
    for (int i = 0; i < y.size(); i++) {
      d[dy.offset() + i] *= (1 - out[i]) * out[i];
    }
    return dy;
  }
}
