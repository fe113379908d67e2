package treecast.nn;

import java.util.Arrays;
import java.util.List;
import treecast.linalg.Elements;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;
import treecast.nn.Layer.Context;
import treecast.nn.Layer.Output;
import treecast.nn.Layer.Pullback;
import treecast.nn.Parameter.Role;

/**
 * Normalisation of channels, shared by {@link BatchNorm} and {@link ChannelBatchNorm}: every
 * channel is normalised to mean 0 and variance 1 over the rows and its pixels, then scaled by the
 * learnt gamma and shifted by the learnt beta.
 *
 * <p>Sums are computed over the rows first, which are independent chains, and then over the pixels.
 */
record Normalisation(Channels channels) {
  private static final double EPSILON = 10e-7;

  List<Parameter> parameters() {
    return List.of(
        new Parameter("gamma", Role.SCALE, 1, channels.count()),
        new Parameter("beta", Role.SHIFT, 1, channels.count()));
  }

  List<Parameter> statistics() {
    return List.of(
        new Parameter("running_mean", Role.STATISTIC, 1, channels.count()),
        new Parameter("running_var", Role.STATISTIC, 1, channels.count()));
  }

  Output forward(Matrix x, Mode mode, Context at) {
    return mode instanceof Mode.Training ? train(x, at) : infer(x, at);
  }

  private Output train(Matrix x, Context at) {
    double[] mean = at.workspace().array(channels.size());
    double[] inverse = at.workspace().array(channels.size());
    moments(x, mean, inverse, at.statistics());
    Matrix normal = at.workspace().matrix(x.rows(), channels.size());
    Matrix y = at.workspace().matrix(x.rows(), channels.size());
    Matrix gammaBeta = spread(at.weights(), at.workspace());
    Elements.fastest().standardise(x, mean, inverse, gammaBeta, normal, y);
    return new Output(y, (dy, dw, inputWanted) -> pullBack(normal, inverse, gammaBeta, dy, dw, at));
  }

  /**
   * Moments in two passes: the mean, then the variance. Both times the number of rows are added to
   * the sums.
   *
   * @param mean receives the mean of each unit's channel
   * @param inverse receives 1 / standard deviation of each unit's channel
   */
  private void moments(Matrix x, double[] mean, double[] inverse, Slice sums) {
    Arrays.fill(mean, 0, channels.size(), 0);
    Elements.fastest().addSums(x, new Matrix(mean, 0, 1, channels.size()));
    channels.fold(mean);
    average(mean, x.rows(), sums.values(), sums.offset());
    channels.spread(mean, 0);
    Arrays.fill(inverse, 0, channels.size(), 0);
    Elements.fastest().addSquares(x, mean, inverse);
    channels.fold(inverse);
    average(inverse, x.rows(), sums.values(), sums.offset() + channels.count());
    for (int c = 0; c < channels.count(); c++) {
      inverse[c] = 1 / Math.sqrt(inverse[c] + EPSILON);
    }
    channels.spread(inverse, 0);
  }

  /**
   * Converts sums over rows and pixels to means, and adds the means times the number of rows to
   * other sums.
   */
  private void average(double[] sums, int rows, double[] others, int from) {
    for (int c = 0; c < channels.count(); c++) {
      others[from + c] += sums[c] / channels.pixels();
      sums[c] /= rows * (double) channels.pixels();
    }
  }

  /** {@code dx = gamma / deviation * (dy - mean(dy) - normal * mean(dy * normal))}. */
  private Matrix pullBack(
      Matrix normal, double[] inverse, Matrix gammaBeta, Matrix dy, Slice dw, Context at) {
    int size = channels.size();
    double[] scale = at.workspace().array(size);
    double[] tilt = at.workspace().array(size);
    double[] shift = at.workspace().array(size);
    Arrays.fill(tilt, 0, size, 0);
    Arrays.fill(shift, 0, size, 0);
    Elements.fastest().addProducts(dy, normal, tilt);
    Elements.fastest().addSums(dy, new Matrix(shift, 0, 1, size));
    addAndAverage(tilt, dy.rows(), dw.values(), dw.offset());
    addAndAverage(shift, dy.rows(), dw.values(), dw.offset() + channels.count());
    for (int j = 0; j < size; j++) {
      scale[j] = gammaBeta.values()[gammaBeta.offset() + j] * inverse[j];
    }
    Elements.fastest().standardiseGradient(normal, scale, tilt, shift, dy);
    return dy;
  }

  /** Adds sums over rows and pixels to the gradient, and converts them to means. */
  private void addAndAverage(double[] sums, int rows, double[] gradient, int from) {
    channels.fold(sums);
    for (int c = 0; c < channels.count(); c++) {
      gradient[from + c] += sums[c];
      sums[c] /= rows * (double) channels.pixels();
    }
    channels.spread(sums, 0);
  }

  private Output infer(Matrix x, Context at) {
    Matrix y = at.workspace().matrix(x.rows(), channels.size());
    Matrix running = spread(at.statistics(), at.workspace());
    Matrix gammaBeta = spread(at.weights(), at.workspace());
    int mean = running.offset();
    int beta = gammaBeta.row(1);
    double[] factor = factors(gammaBeta, running, at);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < channels.size(); j++) {
        double centred = x.values()[x.row(i) + j] - running.values()[mean + j];
        y.values()[y.row(i) + j] = Math.fma(factor[j], centred, gammaBeta.values()[beta + j]);
      }
    }
    return new Output(y, Pullback.NONE);
  }

  /** {@code gamma / deviation} of each unit, by the running statistics. */
  double[] factors(Context at) {
    Matrix running = spread(at.statistics(), at.workspace());
    return factors(spread(at.weights(), at.workspace()), running, at);
  }

  private double[] factors(Matrix gammaBeta, Matrix running, Context at) {
    double[] factor = at.workspace().array(channels.size());
    for (int j = 0; j < channels.size(); j++) {
      factor[j] = gammaBeta.get(0, j) / Math.sqrt(running.get(1, j) + EPSILON);
    }
    return factor;
  }

  /** Copies two values of each channel to all its units, in two rows. */
  private Matrix spread(Slice ofChannels, Workspace workspace) {
    Matrix pairs = ofChannels.matrix(0, 2, channels.count());
    if (channels.pixels() == 1) {
      return pairs;
    }
    Matrix units = workspace.matrix(2, channels.size());
    for (int i = 0; i < 2; i++) {
      System.arraycopy(
          pairs.values(), pairs.row(i), units.values(), units.row(i), channels.count());
      channels.spread(units.values(), units.row(i));
    }
    return units;
  }
}
