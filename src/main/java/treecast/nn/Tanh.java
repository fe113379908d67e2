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
    Matrix y = inference(x, at).result();
    return new Output(y, (dy, dw, inputWanted) -> pullBack(y, dy));
  }

  @Override
  public Inference inference(Matrix x, Context at) {
    return Inference.ofEach(x, at.workspace().matrix(x.rows(), inputs), StrictMath::tanh);
  }

  private static Matrix pullBack(Matrix y, Matrix dy) {
    for (int i = 0; i < y.size(); i++) {
      double out = y.get(i);
      dy.set(i, dy.get(i) * (1 - out * out));
    }
    return dy;
  }
}
