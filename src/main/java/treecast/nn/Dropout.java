package treecast.nn;

import treecast.linalg.Elements;
import treecast.linalg.Matrix;

/**
 * Dropout (arXiv 1207.0580), not inverted: training drops units and does not rescale the others;
 * inference keeps all units and multiplies them by {@code 1 - ratio}.
 *
 * @param inputs number of units
 * @param ratio fraction of the units dropped in training, 0 to below 1
 */
public record Dropout(int inputs, double ratio) implements Layer {

  /**
   * Checks the ratio.
   *
   * @throws IllegalArgumentException if it is not from 0 to below 1
   */
  public Dropout {
    if (!(ratio >= 0 && ratio < 1)) {
      throw new IllegalArgumentException(
          "dropout ratio: expected a number from 0 to below 1, found " + ratio);
    }
  }

  /** Whether a unit whose random number is u, uniform on [0, 1), is kept: {@code u > ratio}. */
  public static boolean keeps(double u, double ratio) {
    return u > ratio;
  }

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public int masks() {
    return 1;
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    if (mode instanceof Mode.Training training) {
      Matrix y = at.workspace().matrix(x.rows(), inputs);
      Matrix mask = at.workspace().matrix(x.rows(), inputs);
      training.masks().fill(at.layerIndex(), at.firstMask(), ratio, mask);
      Elements.fastest(x.precision()).multiply(x, mask, y);
      return new Output(
          y,
          (dy, dw, inputWanted) -> {
            Elements.fastest(dy.precision()).multiply(dy, mask, dy);
            return dy;
          });
    }
    return new Output(inference(x, at).result(), Pullback.NONE);
  }

  @Override
  public Inference inference(Matrix x, Context at) {
    return Inference.ofEach(
        x, at.workspace().matrix(x.rows(), inputs), value -> value * (1 - ratio));
  }
}
