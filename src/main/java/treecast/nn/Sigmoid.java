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
    Matrix y = inference(x, at).result();
    return new Output(y, (dy, dw, inputWanted) -> pullBack(y, dy));
  }

  @Override
  public Inference inference(Matrix x, Context at) {
    return Inference.ofEach(x, at.workspace().matrix(x.rows(), inputs), Sigmoid::of);
  }

  private static Matrix pullBack(Matrix y, Matrix dy) {
    for (int i = 0; i < y.size(); i++) {
      double out = y.get(i);
      dy.set(i, dy.get(i) * ((1 - out) * out));
    }
    return dy;
  }
}
