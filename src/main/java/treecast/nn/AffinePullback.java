package treecast.nn;

import treecast.linalg.Elements;
import treecast.linalg.Matrix;
import treecast.nn.Layer.Context;
import treecast.nn.Layer.Pullback;

/**
 * Backward pass of an affine layer: {@code dW = xᵀ dy}, {@code db} the sums of the rows of dy, and
 * {@code dx = dy Wᵀ}.
 */
record AffinePullback(Matrix x, Matrix w, Context at) implements Pullback {

  @Override
  public Matrix apply(Matrix dy, Slice dw, boolean inputWanted) {
    at.gemm().multiplyAddLeftTransposed(x, dy, weights(dw));
    return rest(dy, dw, inputWanted);
  }

  @Override
  public Matrix applyFirst(Matrix dy, Slice dw, int parameters, boolean inputWanted) {
    at.gemm().multiplyLeftTransposed(x, dy, zeros(w.columns()), weights(dw));
    biases(dw).fill(0);
    return rest(dy, dw, inputWanted);
  }

  private Matrix rest(Matrix dy, Slice dw, boolean inputWanted) {
    Elements.fastest(dy.precision()).addSums(dy, biases(dw));
    if (!inputWanted) {
      return dy;
    }
    Matrix dx = at.workspace().matrix(x.rows(), w.rows());
    at.gemm().multiplyRightTransposed(dy, w, zeros(w.rows()), dx);
    return dx;
  }

  private Matrix weights(Slice dw) {
    return dw.matrix(0, w.rows(), w.columns());
  }

  private Matrix biases(Slice dw) {
    return dw.matrix(w.size(), 1, w.columns());
  }

  private Matrix zeros(int columns) {
    Matrix zeros = at.workspace().matrix(1, columns);
    zeros.fill(0);
    return zeros;
  }
}
