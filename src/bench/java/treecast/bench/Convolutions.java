package treecast.bench;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import treecast.linalg.FlatArray;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.Shape;
import treecast.linalg.Window;
import treecast.linalg.Windows;
import treecast.linalg.Workspace;
import treecast.nn.Convolution;
import treecast.nn.Layer;
import treecast.nn.Masks;
import treecast.nn.Mode;
import treecast.nn.Slice;

/**
 * A convolution there and back, and the three plain products of the same arithmetic: image by
 * image, on windows that were copied before.
 */
@State(Scope.Thread)
public class Convolutions {
  private static final int ROWS = 16;

  /** Channels and side of an image, filters, side of the window, padding. */
  @Param({"1x28 30x5 0", "30x12 30x3 1", "16x14 32x5 2", "3x32 32x3 1"})
  String layer;

  @Param({"DOUBLE", "SINGLE"})
  Precision precision;

  private Convolution made;
  private Matrix x;
  private FlatArray weights;
  private FlatArray gradient;
  private FlatArray dy;
  private Matrix w;
  private Matrix dw;
  private Matrix columns;
  private Matrix dColumns;

  /** Makes the layer, its input and its weights. */
  @Setup
  public void make() {
    int[] sizes = sizes(layer);
    Shape image = new Shape(sizes[0], sizes[1], sizes[1]);
    made = new Convolution(image, Window.square(sizes[3], 1, sizes[4]), sizes[2]);
    Windows windows = new Windows(image, made.window());
    int filters = made.filters();
    weights = precision.of(Sizes.normal(filters * (windows.size() + 1), 2));
    gradient = precision.zeros(weights.length());
    x = Sizes.matrix(ROWS, made.inputs(), 1, precision);
    dy = precision.of(Sizes.normal(ROWS * made.outputs(), 3));
    w = new Matrix(weights, 0, filters, windows.size());
    dw = Matrix.zeros(filters, windows.size(), precision);
    columns = Matrix.zeros(windows.size(), windows.positions(), precision);
    dColumns = Matrix.zeros(windows.size(), windows.positions(), precision);
    windows.im2col(x.array(), 0, columns);
  }

  /** Multiplications and additions of a layer, there and back. */
  static double flops(String layer) {
    int[] sizes = sizes(layer);
    double positions = Windows.positions(sizes[1], sizes[3], 1, sizes[4]);
    return 3 * 2.0 * ROWS * sizes[2] * sizes[0] * sizes[3] * sizes[3] * positions * positions;
  }

  private static int[] sizes(String layer) {
    return Arrays.stream(layer.split("[x ]", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** There and back, with the gradient of the input wanted. */
  @Benchmark
  public Matrix convolution() {
    Workspace workspace = Workspace.ofThisThread(precision).reuse();
    Layer.Context at =
        new Layer.Context(
            new Slice(weights, 0),
            new Slice(gradient, 0),
            1,
            0,
            Gemm.fastest(precision),
            workspace);
    Layer.Output output = made.forward(x, new Mode.Training(Masks.random(1, 0, 0, 0)), at);
    Matrix d = new Matrix(dy, 0, ROWS, made.outputs());
    return output.pullback().apply(d, new Slice(gradient, 0), true);
  }

  /** The same products alone. */
  @Benchmark
  public Matrix products() {
    Gemm gemm = Gemm.fastest(precision);
    Workspace workspace = Workspace.ofThisThread(precision).reuse();
    Matrix y = workspace.matrix(ROWS, made.outputs());
    Matrix zeros = workspace.matrix(1, dColumns.columns());
    zeros.fill(0);
    for (int i = 0; i < ROWS; i++) {
      gemm.multiplyAdd(w, columns, image(y.array(), i));
      gemm.multiplyAddRightTransposed(image(dy, i), columns, dw);
      gemm.multiplyLeftTransposed(w, image(dy, i), zeros, dColumns);
    }
    return dColumns;
  }

  private Matrix image(FlatArray batch, int i) {
    return new Matrix(batch, i * made.outputs(), made.filters(), columns.columns());
  }
}
