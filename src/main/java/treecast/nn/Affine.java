package treecast.nn;

import java.util.List;
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
    at.gemm().multiply(x, w, biases(at), y);
    return new Output(y, new AffinePullback(x, w, at));
  }

  @Override
  public Inference inference(Matrix x, Context at) {
    Matrix y = at.workspace().matrix(x.rows(), outputs);
    return new Inference(y, at.gemm().product(x, weights(at), biases(at), y));
  }

  private Matrix weights(Context at) {
    return at.weights().matrix(0, inputs, outputs);
  }

  private Matrix biases(Context at) {
    return at.weights().matrix(inputs * outputs, 1, outputs);
  }
}
