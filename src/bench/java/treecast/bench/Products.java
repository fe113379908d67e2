package treecast.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;

/** Products of one layer, in the three transposes that it needs. */
@State(Scope.Thread)
public class Products {
  @Param({"auto", "plain"})
  String gemm;

  @Param({"16", "32", "128", "1024"})
  int batch;

  /** Inputs and outputs of the layer. */
  @Param({"784x100", "100x100", "100x10"})
  String layer;

  @Param({"DOUBLE", "SINGLE"})
  Precision precision;

  private Gemm product;
  private Matrix x;
  private Matrix w;
  private Matrix y;
  private Matrix dx;
  private Matrix dw;

  /** Fills the operands. */
  @Setup
  public void fill() {
    int inputs = Integer.parseInt(layer.substring(0, layer.indexOf('x')));
    int outputs = Integer.parseInt(layer.substring(layer.indexOf('x') + 1));
    product = Gemm.named(gemm, precision);
    x = Sizes.matrix(batch, inputs, 1, precision);
    w = Sizes.matrix(inputs, outputs, 2, precision);
    y = Sizes.matrix(batch, outputs, 3, precision);
    dx = Matrix.zeros(batch, inputs, precision);
    dw = Matrix.zeros(inputs, outputs, precision);
  }

  /** Y += X W. */
  @Benchmark
  public Matrix forward() {
    product.multiplyAdd(x, w, y);
    return y;
  }

  /** dW += Xᵀ dY. */
  @Benchmark
  public Matrix weights() {
    product.multiplyAddLeftTransposed(x, y, dw);
    return dw;
  }

  /** dX += dY Wᵀ. */
  @Benchmark
  public Matrix inputs() {
    product.multiplyAddRightTransposed(y, w, dx);
    return dx;
  }
}
