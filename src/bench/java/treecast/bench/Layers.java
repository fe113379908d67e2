package treecast.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import treecast.linalg.FlatArray;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.Workspace;
import treecast.nn.Affine;
import treecast.nn.BatchNorm;
import treecast.nn.Dropout;
import treecast.nn.Layer;
import treecast.nn.Masks;
import treecast.nn.Mode;
import treecast.nn.Relu;
import treecast.nn.Sigmoid;
import treecast.nn.Slice;
import treecast.nn.Tanh;

/** One layer, forward alone and forward and back. */
@State(Scope.Thread)
public class Layers {
  @Param({"affine784", "affine100", "relu", "sigmoid", "tanh", "batchnorm", "dropout"})
  String layer;

  @Param({"128", "1024"})
  int batch;

  @Param({"DOUBLE", "SINGLE"})
  Precision precision;

  private Layer made;
  private Matrix x;
  private FlatArray weights;
  private FlatArray gradient;
  private FlatArray statistics;
  private Matrix dy;

  /** Makes the layer, its input and its weights. */
  @Setup
  public void make() {
    int units = Sizes.HIDDEN;
    made =
        switch (layer) {
          case "affine784" -> new Affine(Sizes.INPUTS, units);
          case "affine100" -> new Affine(units, units);
          case "relu" -> new Relu(units);
          case "sigmoid" -> new Sigmoid(units);
          case "tanh" -> new Tanh(units);
          case "batchnorm" -> new BatchNorm(units);
          case "dropout" -> new Dropout(units, 0.5);
          default -> throw new IllegalArgumentException(layer);
        };
    int parameters = made.parameters().stream().mapToInt(p -> p.size()).sum();
    x = Sizes.matrix(batch, made.inputs(), 1, precision);
    weights = precision.of(Sizes.normal(parameters, 2));
    gradient = precision.zeros(parameters);
    statistics = precision.zeros(made.statistics().stream().mapToInt(p -> p.size()).sum());
    dy = Sizes.matrix(batch, made.outputs(), 3, precision);
  }

  /** The way there, in training. */
  @Benchmark
  public Layer.Output forward() {
    Workspace workspace = Workspace.ofThisThread(precision).reuse();
    Layer.Context at =
        new Layer.Context(
            new Slice(weights, 0),
            new Slice(statistics, 0),
            1,
            0,
            Gemm.fastest(precision),
            workspace);
    return made.forward(x, new Mode.Training(Masks.random(1, 0, 0, 0)), at);
  }

  /** There and back, with the gradient of the input wanted; the copy of dy is part of it. */
  @Benchmark
  public Matrix forwardBackward() {
    Layer.Output output = forward();
    Matrix d = Workspace.ofThisThread(precision).matrix(batch, made.outputs());
    dy.array().copyTo(0, d.array(), d.offset(), d.size());
    return output.pullback().apply(d, new Slice(gradient, 0), true);
  }
}
