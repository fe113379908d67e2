package treecast.nn;

import treecast.linalg.Elements;
import treecast.linalg.Matrix;

/** Rectified linear unit (ReLU): {@code y = max(x, 0)}; the gradient is 0 at x = 0. */
public record Relu(int inputs) implements Layer {

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    Matrix y = inference(x, at).result();
    return new Output(
        y,
        (dy, dw, inputWanted) -> {
          Elements.fastest(y.precision()).rectifyGradient(y, dy);
          return dy;
        });
  }

  @Override
  public Inference inference(Matrix x, Context at) {
    Matrix y = at.workspace().matrix(x.rows(), inputs);
    Elements elements = Elements.fastest(x.precision());
    return new Inference(y, () -> elements.rectify(x, y));
  }
}
