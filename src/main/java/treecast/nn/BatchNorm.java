package treecast.nn;

import java.util.List;
import treecast.linalg.Matrix;

/**
 * Batch normalisation (arXiv 1502.03167): every unit is normalised to mean 0 and variance 1 over
 * the rows, then scaled by the learnt gamma and shifted by the learnt beta. Every pixel of an image
 * is a unit of its own, as in "Deep Learning from Scratch", section 6.3; {@link ChannelBatchNorm}
 * normalises a channel as a whole.
 *
 * <p>Training uses the biased variance of the shard's rows of the minibatch ("ghost" batch norm),
 * and adds {@code rows * mean} and {@code rows * variance} to the sums that are sent with the
 * gradient. Inference uses the running statistics. 1e-6 is added inside the root.
 */
public record BatchNorm(int inputs) implements Layer {
  /** Momentum of the running statistics: their decay per step. */
  public static final double MOMENTUM = 0.9;

  /** Number that is added to the variance inside the root. */
  public static final double EPSILON = Normalisation.EPSILON;

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public List<Parameter> parameters() {
    return normalisation().parameters();
  }

  @Override
  public List<Parameter> statistics() {
    return normalisation().statistics();
  }

  /**
   * Updates the running statistics (moving averages) with the statistics of a minibatch: {@code
   * momentum * running + (1 - momentum) * sum / rows}.
   *
   * @param running all running statistics, updated in place
   * @param sums the minibatch's statistics times {@code rows}
   * @param rows batch size
   */
  public static void updateRunningStatistics(
      double[] running, Slice sums, int rows, double momentum) {
    for (int i = 0; i < running.length; i++) {
      running[i] = momentum * running[i] + (1 - momentum) * (sums.get(i) / rows);
    }
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    return normalisation().forward(x, mode, at);
  }

  @Override
  public Inference inference(Matrix x, Context at) {
    return normalisation().inference(x, at);
  }

  Normalisation normalisation() {
    return new Normalisation(new Channels(inputs, 1));
  }
}
