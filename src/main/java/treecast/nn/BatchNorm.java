package treecast.nn;

import java.util.List;
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
    double[] deviation = at.workspace().array(inputs);
    Matrix normal = at.workspace().matrix(x.rows(), inputs);
    Matrix y = at.workspace().matrix(x.rows(), inputs);
    moments(x, mean, deviation, at.statistics());
    double[] w = at.weights().values();
    int gamma = at.weights().offset();
    int beta = gamma + inputs;
    for (int i = 0; i < x.rows(); i++) {
      int row = i * inputs;
      for (int j = 0; j < inputs; j++) {
        double centred = x.values()[x.offset() + row + j] - mean[j];
        normal.values()[row + j] = centred / deviation[j];
        y.values()[row + j] = Math.fma(w[gamma + j], normal.values()[row + j], w[beta + j]);
      }
    }
    return new Output(y, (dy, dw, inputWanted) -> pullBack(normal, deviation, dy, dw, at));
  }

  /** Mean, then the mean square of what is left, over the rows; both are added to the sums. */
  private void moments(Matrix x, double[] mean, double[] deviation, Slice sums) {
    Matrix total = new Matrix(mean, 0, 1, inputs);
    total.fill(0);
    Columns.addSums(x, total);
    double[] variance = deviation;
    new Matrix(variance, 0, 1, inputs).fill(0);
    int rows = x.rows();
    for (int j = 0; j < inputs; j++) {
      sums.values()[sums.offset() + j] += mean[j];
      mean[j] /= rows;
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < inputs; j++) {
        double centred = x.values()[x.row(i) + j] - mean[j];
        variance[j] = Math.fma(centred, centred, variance[j]);
      }
    }
    for (int j = 0; j < inputs; j++) {
      sums.values()[sums.offset() + inputs + j] += variance[j];
      deviation[j] = Math.sqrt(variance[j] / rows + EPSILON);
    }
  }

  /** {@code dx = gamma / deviation * (dy - mean(dy) - normal * mean(dy * normal))}. */
  private Matrix pullBack(Matrix normal, double[] deviation, Matrix dy, Slice dw, Place at) {
    Matrix dgamma = at.workspace().matrix(1, inputs);
    Matrix dbeta = at.workspace().matrix(1, inputs);
    dgamma.fill(0);
    dbeta.fill(0);
    Columns.addProducts(dy, normal, dgamma);
    Columns.addSums(dy, dbeta);
    Columns.addSums(dgamma, dw.matrix(0, 1, inputs));
    Columns.addSums(dbeta, dw.matrix(inputs, 1, inputs));
    double[] w = at.weights().values();
    int gamma = at.weights().offset();
    double share = 1.0 / dy.rows();
    for (int i = 0; i < dy.rows(); i++) {
      int row = i * inputs;
      for (int j = 0; j < inputs; j++) {
        int d = dy.offset() + row + j;
        double shift = dbeta.values()[j] * share;
        double tilt = normal.values()[row + j] * (dgamma.values()[j] * share);
        dy.values()[d] = w[gamma + j] / deviation[j] * (dy.values()[d] - shift - tilt);
      }
    }
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
