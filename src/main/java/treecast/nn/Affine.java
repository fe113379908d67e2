package treecast.nn;

import java.util.List;
import treecast.linalg.Elements;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;
import treecast.nn.Parameter.Role;

/**
 * Affine (fully connected, dense) layer: {@code y = x W + b}, with W of inputs x outputs. Images
 * are flattened rows.
 */
public record Affine(int inputs, int outputs) implements Layer {

  @Override
  public Shape output(Shape shape) {
    return Shape.flat(outputs);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("W", Role.WEIGHT, inputs, outputs),
        new Parameter("b", Role.SHIFT, 1, outputs));
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    Matrix w = weights(at);
    Matrix y = at.workspace().matrix(x.rows(), outputs);
    y.fillRows(biases(at));
    at.gemm().multiplyAdd(x, w, y);
    return new Output(y, (dy, dw, inputWanted) -> pullBack(x, w, dy, dw, inputWanted, at));
  }

  @Override
  public Inference inference(Matrix x, Context at) {
    Matrix b = biases(at);
    Matrix y = at.workspace().matrix(x.rows(), outputs);
    Runnable product = at.gemm().product(x, weights(at), y);
    return new Inference(
        y,
        () -> {
          y.fillRows(b);
          product.run();
        });
  }

  private Matrix weights(Context at) {
    return at.weights().matrix(0, inputs, outputs);
  }

  private Matrix biases(Context at) {
    return at.weights().matrix(inputs * outputs, 1, outputs);
  }

  private Matrix pullBack(
      Matrix x, Matrix w, Matrix dy, Slice dw, boolean inputWanted, Context at) {
    at.gemm().multiplyAddLeftTransposed(x, dy, dw.matrix(0, inputs, outputs));
    Elements.fastest(dy.precision()).addSums(dy, dw.matrix(inputs * outputs, 1, outputs));
    if (!inputWanted) {
      return dy;
    }
    Matrix dx = at.workspace().matrix(x.rows(), inputs);
    dx.fill(0);
    at.gemm().multiplyAddRightTransposed(dy, w, dx);
    return dx;
  }
}
