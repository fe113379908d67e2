package treecast.nn;

import java.util.List;
import treecast.data.Targets;
import treecast.linalg.FlatArray;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.Workspace;
import treecast.nn.Layer.Context;
import treecast.nn.Layer.Output;

/**
 * Check that a layer or an objective computes in single precision: those that read and write
 * elements do, those that use arrays of doubles ({@link Matrix#values}) do not. It is tried with
 * two rows, so that a plan is refused before its training begins.
 */
public final class SinglePrecision {
  private static final int ROWS = 2;

  private SinglePrecision() {}

  /**
   * Tries a layer in both modes, with its backward pass.
   *
   * @param name name for the message
   * @throws IllegalArgumentException if it needs doubles
   */
  public static void require(String name, Layer layer) {
    Context at =
        new Context(
            new Slice(zeros(layer.parameters()), 0),
            new Slice(zeros(layer.statistics()), 0),
            1,
            0,
            Gemm.fastest(Precision.SINGLE),
            new Workspace(Precision.SINGLE));
    Matrix x = Matrix.zeros(ROWS, layer.inputs(), Precision.SINGLE);
    Masks all = (layerIndex, index, ratio, mask) -> mask.fill(1);
    attempt(
        name,
        () -> {
          layer.forward(x, new Mode.Inference(), at);
          Output output = layer.forward(x, new Mode.Training(all), at);
          output.y().floats();
          Matrix dy = Matrix.zeros(ROWS, layer.outputs(), Precision.SINGLE);
          Slice dw = new Slice(zeros(layer.parameters()), 0);
          output.pullback().apply(dy, dw, true).floats();
          Inference bound = layer.inference(x, at);
          bound.run();
          bound.y().floats();
        });
  }

  /**
   * Tries an objective for classes.
   *
   * @param name name for the message
   * @throws IllegalArgumentException if it needs doubles
   */
  public static void require(String name, Objective objective) {
    Matrix scores = Matrix.zeros(ROWS, ROWS, Precision.SINGLE);
    Targets targets = new Targets.Labels(new int[ROWS]);
    attempt(
        name,
        () -> {
          objective.toPredictions(scores);
          objective.loss(scores, targets);
          objective.toGradient(scores, targets);
        });
  }

  private static FlatArray zeros(List<Parameter> parameters) {
    return Precision.SINGLE.zeros(parameters.stream().mapToInt(Parameter::size).sum());
  }

  private static void attempt(String name, Runnable computation) {
    try {
      computation.run();
    } catch (UnsupportedOperationException e) {
      throw new IllegalArgumentException(
          "expected double, as %s computes with arrays of doubles alone, found single"
              .formatted(name),
          e);
    }
  }
}
