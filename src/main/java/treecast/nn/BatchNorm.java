package treecast.nn;

import java.util.List;
import treecast.linalg.Matrix;

/**
 * Batch normalisation (arXiv 1502.03167): every unit is shifted and scaled to mean 0 and variance 1
 * over the rows, then by the learnt beta and gamma. The pixels of an image are units each, as in
 * the chapter; {@link ChannelBatchNorm} takes those of a channel together.
 *
 * <p>Training uses the biased variance of the rows at hand, which in a data-parallel run are the
 * shard's ("ghost" batch norm), and adds {@code rows * mean} and {@code rows * variance} to the
 * sums that travel with the gradient. Inference uses the running statistics. 1e-6 stands inside the
 * root.
 */
public record BatchNorm(int inputs) implements Layer {
  /** How much of a running statistic survives a step. */
  public static final double MOMENTUM = 0.9;

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
   * Moves running statistics towards those of a minibatch: {@code momentum * running + (1 -
   * momentum) * sum / rows}.
   *
   * @param running the running statistics, all of them
   * @param sums rows times those of the minibatch
   */
  public static void moveStatistics(double[] running, Slice sums, int rows, double momentum) {
    for (int i = 0; i < running.length; i++) {
      running[i] =
          momentum * running[i] + (1 - momentum) * (sums.values()[sums.offset() + i] / rows);
    }
  }

  @Override
  public Output forward(Matrix x, Mode mode, Context at) {
    return normalisation().forward(x, mode, at);
  }

  private Normalisation normalisation() {
    return new Normalisation(new Channels(inputs, 1));
  }
}
