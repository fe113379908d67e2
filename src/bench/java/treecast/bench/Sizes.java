package treecast.bench;

import java.util.List;
import java.util.Random;
import treecast.data.MinibatchSampling;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.nn.Activation;
import treecast.nn.Initializer;
import treecast.nn.MultiLayerNet;
import treecast.optim.Adam;
import treecast.training.Batches;
import treecast.training.EvaluationPolicy;
import treecast.training.TrainingPlan;
import treecast.training.UpdateRule;

/** The network that all benchmarks share, 784-[100]*4-10, and what they train it with. */
final class Sizes {
  static final int INPUTS = 784;
  static final int HIDDEN = 100;
  static final int LAYERS = 4;
  static final int CLASSES = 10;
  static final int ROWS = 60_000;

  private Sizes() {}

  /**
   * Multiplications and additions of all products of a step: forward, weights, and inputs but the
   * first.
   */
  static double flops(int batch) {
    double first = (double) INPUTS * HIDDEN;
    double others = (double) (LAYERS - 1) * HIDDEN * HIDDEN + (double) HIDDEN * CLASSES;
    return 2.0 * batch * (2 * first + 3 * others);
  }

  /**
   * Adam at its default rate on shuffled epochs, without batch norm, as the NumPy script has it.
   */
  static TrainingPlan plan(int batch, int shards, String gemm) {
    return plan(batch, shards, gemm, Precision.DOUBLE);
  }

  /** The same in a precision. */
  static TrainingPlan plan(int batch, int shards, String gemm, Precision precision) {
    return plan(batch, shards, gemm, precision, List.of(HIDDEN, HIDDEN, HIDDEN, HIDDEN));
  }

  /** The same for other hidden layers. */
  static TrainingPlan plan(
      int batch, int shards, String gemm, Precision precision, List<Integer> hidden) {
    Adam adam = new Adam(0.9, 0.999);
    Initializer he = Initializer.of("he");
    MultiLayerNet net = new MultiLayerNet(INPUTS, hidden, CLASSES, Activation.RELU, he, 0);
    return new TrainingPlan(
        net.network().multipliedBy(gemm).computedIn(precision),
        he,
        new UpdateRule(adam, adam.defaultRate()),
        new Batches(batch, shards, MinibatchSampling.SHUFFLED, ROWS),
        Integer.MAX_VALUE,
        1,
        EvaluationPolicy.PLAIN);
  }

  /** Matrix of normal numbers. */
  static Matrix matrix(int rows, int columns, long seed, Precision precision) {
    return Matrix.of(rows, columns, normal(rows * columns, seed)).in(precision);
  }

  /** Normal numbers, so that no product meets a subnormal one. */
  static double[] normal(int length, long seed) {
    return new Random(seed).doubles(length, -1, 1).toArray();
  }
}
