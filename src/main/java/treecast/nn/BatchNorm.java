package treecast.nn;

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
public record BatchNorm(int inputs) implements NormalisingLayer {
  /** Momentum of the running statistics: their decay per step. */
  public static final double MOMENTUM = 0.9;

  /** Number that is added to the variance inside the root. */
  public static final double EPSILON = Normalisation.EPSILON;

  @Override
  public int outputs() {
    return inputs;
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
  public Normalisation normalisation() {
    return new Normalisation(new Channels(inputs, 1));
  }
}
