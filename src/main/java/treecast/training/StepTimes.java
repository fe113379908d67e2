package treecast.training;

/**
 * Times of one step, in nanoseconds.
 *
 * @param gradient computation of the gradient, summed over shards
 * @param broadcast sharing the weights
 * @param summing from then until the sum over all shards was complete
 * @param update the optimizer's step on the driver
 */
public record StepTimes(GradientTimes gradient, long broadcast, long summing, long update) {
  /** Times of a step that was not measured. */
  public static final StepTimes NONE = new StepTimes(GradientTimes.NONE, 0, 0, 0);

  /** Duration of the whole step on the driver. */
  public long total() {
    return broadcast + summing + update;
  }
}
