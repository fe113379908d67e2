package treecast.training;

/**
 * Where the time of one step went, in nanoseconds.
 *
 * @param work what the shards took, wherever they were
 * @param broadcast handing out the weights
 * @param summing from then until the sum over all shards was there
 * @param update the optimizer's step on the driver
 */
public record StepTimes(Work work, long broadcast, long summing, long update) {
  /** Of a step that nobody timed. */
  public static final StepTimes NONE = new StepTimes(Work.NONE, 0, 0, 0);

  /** The whole step. */
  public long total() {
    return broadcast + summing + update;
  }
}
