package treecast.nn;

import java.util.List;
import treecast.linalg.Elements;
import treecast.linalg.FlatArray;
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
  static final double EPSILON = 10e-7;

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
    if (mode instanceof Mode.Training) {
      return train(x, at);
    }
    return new Output(inference(x, at).result(), Pullback.NONE);
  }

  private Output train(Matrix x, Context at) {
    FlatArray mean = at.workspace().array(channels.size());
    FlatArray inverse = at.workspace().array(channels.size());
    moments(x, mean, inverse, at.statistics());
    Matrix normal = at.workspace().matrix(x.rows(), channels.size());
    Matrix y = at.workspace().matrix(x.rows(), channels.size());
    Matrix gammaBeta = spread(at.weights(), at.workspace());
    Elements.fastest(x.precision()).standardise(x, mean, inverse, gammaBeta, normal, y);
    return new Output(y, (dy, dw, inputWanted) -> pullBack(normal, inverse, gammaBeta, dy, dw, at));
  }

  /**
   * Moments in two passes: the mean, then the variance. Both times the number of rows are added to
   * the sums.
   *
   * @param mean receives the mean of each unit's channel
   * @param inverse receives 1 / standard deviation of each unit's channel
   */
  private void moments(Matrix x, FlatArray mean, FlatArray inverse, Slice sums) {
    Elements elements = Elements.fastest(x.precision());
    mean.fill(0, channels.size(), 0);
    elements.addSums(x, new Matrix(mean, 0, 1, channels.size()));
    channels.fold(mean);
    average(mean, x.rows(), sums);
    channels.spread(mean, 0);
    inverse.fill(0, channels.size(), 0);
    elements.addSquares(x, mean, inverse);
    channels.fold(inverse);
    average(inverse, x.rows(), sums.from(channels.count()));
    for (int c = 0; c < channels.count(); c++) {
      inverse.set(c, 1 / Math.sqrt(inverse.get(c) + EPSILON));
    }
    channels.spread(inverse, 0);
  }

  /**
   * Converts sums over rows and pixels to means, and adds the means times the number of rows to
   * other sums.
   */
  private void average(FlatArray sums, int rows, Slice others) {
    for (int c = 0; c < channels.count(); c++) {
      others.add(c, sums.get(c) / channels.pixels());
      sums.set(c, sums.get(c) / (rows * (double) channels.pixels()));
    }
  }

  /** {@code dx = gamma / deviation * (dy - mean(dy) - normal * mean(dy * normal))}. */
  private Matrix pullBack(
      Matrix normal, FlatArray inverse, Matrix gammaBeta, Matrix dy, Slice dw, Context at) {
    int size = channels.size();
    FlatArray scale = at.workspace().array(size);
    FlatArray tilt = at.workspace().array(size);
    FlatArray shift = at.workspace().array(size);
    Elements elements = Elements.fastest(dy.precision());
    tilt.fill(0, size, 0);
    shift.fill(0, size, 0);
    elements.addProducts(dy, normal, tilt);
    elements.addSums(dy, new Matrix(shift, 0, 1, size));
    addAndAverage(tilt, dy.rows(), dw);
    addAndAverage(shift, dy.rows(), dw.from(channels.count()));
    for (int j = 0; j < size; j++) {
      scale.set(j, gammaBeta.get(j) * inverse.get(j));
    }
    elements.standardiseGradient(normal, scale, tilt, shift, dy);
    return dy;
  }

  /** Adds sums over rows and pixels to the gradient, and converts them to means. */
  private void addAndAverage(FlatArray sums, int rows, Slice gradient) {
    channels.fold(sums);
    for (int c = 0; c < channels.count(); c++) {
      gradient.add(c, sums.get(c));
      sums.set(c, sums.get(c) / (rows * (double) channels.pixels()));
    }
    channels.spread(sums, 0);
  }

  Inference inference(Matrix x, Context at) {
    Matrix y = at.workspace().matrix(x.rows(), channels.size());
    Matrix running = spread(at.statistics(), at.workspace());
    Matrix gammaBeta = spread(at.weights(), at.workspace());
    FlatArray factor = factors(gammaBeta, running, at);
    Elements elements = Elements.fastest(x.precision());
    Matrix mean = row(running, 0);
    Matrix beta = row(gammaBeta, 1);
    return new Inference(y, () -> elements.shiftAndScale(x, mean, factor, beta, y));
  }

  private static Matrix row(Matrix of, int i) {
    return new Matrix(of.array(), of.row(i), 1, of.columns());
  }

  /** {@code gamma / deviation} of each unit, by the running statistics. */
  FlatArray factors(Context at) {
    Matrix running = spread(at.statistics(), at.workspace());
    return factors(spread(at.weights(), at.workspace()), running, at);
  }

  private FlatArray factors(Matrix gammaBeta, Matrix running, Context at) {
    FlatArray factor = at.workspace().array(channels.size());
    for (int j = 0; j < channels.size(); j++) {
      factor.set(j, gammaBeta.get(0, j) / Math.sqrt(running.get(1, j) + EPSILON));
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
      pairs.array().copyTo(pairs.row(i), units.array(), units.row(i), channels.count());
      channels.spread(units.array(), units.row(i));
    }
    return units;
  }
}
