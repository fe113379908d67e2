package treecast.nn;

import java.util.List;
import treecast.linalg.FlatArray;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;

/**
 * Frozen batch norm: in training, too, it normalises by its running statistics, which do not move.
 * So it computes the same in training and in inference.
 *
 * @param norm the batch norm
 * @param running its running means, then its running variances
 */
record FrozenNorm(NormalisingLayer norm, double[] running) implements Layer {

  @Override
  public int inputs() {
    return norm.inputs();
  }

  @Override
  public int outputs() {
    return norm.outputs();
  }

  @Override
  public Shape input() {
    return norm.input();
  }

  @Override
  public boolean takes(Shape shape) {
    return norm.takes(shape);
  }

  @Override
  public Shape output(Shape shape) {
    return norm.output(shape);
  }

  @Override
  public List<Parameter> parameters() {
    return norm.parameters();
  }

  @Override
  public List<Parameter> statistics() {
    return norm.statistics();
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    Context fixed =
        new Context(
            at.weights(),
            new Slice(x.precision().of(running), 0),
            at.layerIndex(),
            at.firstMask(),
            at.gemm(),
            at.workspace());
    Matrix y = norm.forward(x, new Mode.Inference(), fixed).y();
    return new Output(y, (dy, dw, inputWanted) -> pullBack(dy, fixed));
  }

  /** {@code dx = dy * gamma / deviation}: mean and variance do not depend on x. */
  private Matrix pullBack(Matrix dy, Context fixed) {
    FlatArray factor = norm.normalisation().factors(fixed);
    for (int i = 0; i < dy.rows(); i++) {
      for (int j = 0; j < dy.columns(); j++) {
        dy.set(i, j, dy.get(i, j) * factor.get(j));
      }
    }
    return dy;
  }
}
