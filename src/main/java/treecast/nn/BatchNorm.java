package treecast.nn;

import java.util.Arrays;
import java.util.List;
import treecast.linalg.Elements;
import treecast.linalg.Matrix;
import treecast.nn.Parameter.Role;

/**
 * Batch normalisation (arXiv 1502.03167): every unit is shifted and scaled to mean 0 and variance 1
 * over the rows, then by the learnt beta and gamma.
 *
 * <p>Training uses the biased variance of the rows at hand, which in a data-parallel run are the
 * shard's ("ghost" batch norm), and adds {@code rows * mean} and {@code rows * variance} to the
 * sums that travel with the gradient. Inference uses the running statistics. 1e-6 stands inside the
 * root.
 */
public record BatchNorm(int inputs) implements Layer {
  /** How much of a running statistic survives a step. */
  public static final double MOMENTUM = 0.9;

  private static final double EPSILON = 10e-7;

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("gamma", Role.SCALE, 1, inputs),
        new Parameter("beta", Role.SHIFT, 1, inputs));
  }

  @Override
  public List<Parameter> statistics() {
    return List.of(
        new Parameter("running_mean", Role.STATISTIC, 1, inputs),
        new Parameter("running_var", Role.STATISTIC, 1, inputs));
  }

  /**
   * Moves running statistics towards those of a minibatch: {@code momentum * running + (1 -
   * momentum) * sum / rows}.
   *
   * @param running the running statistics, all of them
   * @param sums array in which the sums over the minibatch's rows begin at {@code from}
   */
  public static void moveStatistics(
      double[] running, double[] sums, int from, int rows, double momentum) {
    for (int i = 0; i < running.length; i++) {
      running[i] = momentum * running[i] + (1 - momentum) * (sums[from + i] / rows);
    }
  }

  @Override
  public Output forward(Matrix x, Mode mode, Place at) {
    return mode instanceof Mode.Training ? train(x, at) : infer(x, at);
  }

  private Output train(Matrix x, Place at) {
    double[] mean = at.workspace().array(inputs);
    double[] inverse = at.workspace().array(inputs);
    moments(x, mean, inverse, at.statistics());
    Matrix normal = at.workspace().matrix(x.rows(), inputs);
    Matrix y = at.workspace().matrix(x.rows(), inputs);
    Matrix gammaBeta = at.weights().matrix(0, 2, inputs);
    Elements.fastest().standardise(x, mean, inverse, gammaBeta, normal, y);
    return new Output(y, (dy, dw, inputWanted) -> pullBack(normal, inverse, dy, dw, at));
  }

  /**
   * Two passes: the mean, then the mean square of what is left, over the rows. Both are added to
   * the sums.
   *
   * @param mean becomes the mean of each unit
   * @param inverse becomes one over its standard deviation
   */
  private void moments(Matrix x, double[] mean, double[] inverse, Slice sums) {
    int rows = x.rows();
    Arrays.fill(mean, 0, inputs, 0);
    Elements.fastest().addSums(x, new Matrix(mean, 0, 1, inputs));
    for (int j = 0; j < inputs; j++) {
      sums.values()[sums.offset() + j] += mean[j];
      mean[j] /= rows;
    }
    Arrays.fill(inverse, 0, inputs, 0);
    Elements.fastest().addSquares(x, mean, inverse);
    for (int j = 0; j < inputs; j++) {
      sums.values()[sums.offset() + inputs + j] += inverse[j];
      inverse[j] = 1 / Math.sqrt(inverse[j] / rows + EPSILON);
    }
  }

  /** {@code dx = gamma / deviation * (dy - mean(dy) - normal * mean(dy * normal))}. */
  private Matrix pullBack(Matrix normal, double[] inverse, Matrix dy, Slice dw, Place at) {
    double[] scale = at.workspace().array(inputs);
    double[] tilt = at.workspace().array(inputs);
    double[] shift = at.workspace().array(inputs);
    Arrays.fill(tilt, 0, inputs, 0);
    Arrays.fill(shift, 0, inputs, 0);
    Elements.fastest().addProducts(dy, normal, tilt);
    Elements.fastest().addSums(dy, new Matrix(shift, 0, 1, inputs));
    for (int j = 0; j < inputs; j++) {
      dw.values()[dw.offset() + j] += tilt[j];
      dw.values()[dw.offset() + inputs + j] += shift[j];
      tilt[j] /= dy.rows();
      shift[j] /= dy.rows();
      scale[j] = at.weights().values()[at.weights().offset() + j] * inverse[j];
    }
    Elements.fastest().standardiseGradient(normal, scale, tilt, shift, dy);
    return dy;
  }

  private Output infer(Matrix x, Place at) {
    Matrix y = at.workspace().matrix(x.rows(), inputs);
    double[] running = at.statistics().values();
    int mean = at.statistics().offset();
    double[] w = at.weights().values();
    int gamma = at.weights().offset();
    double[] factor = at.workspace().array(inputs);
    for (int j = 0; j < inputs; j++) {
      factor[j] = w[gamma + j] / Math.sqrt(running[mean + inputs + j] + EPSILON);
    }
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < inputs; j++) {
        double centred = x.values()[x.row(i) + j] - running[mean + j];
        y.values()[y.row(i) + j] = Math.fma(factor[j], centred, w[gamma + inputs + j]);
      }
    }
    return new Output(y, Pullback.NONE);
  }
}
