package treecast.training;

import treecast.nn.Work;

/**
 * Where the time of one step went, in nanoseconds.
 *
 * @param work what the shards took, wherever they were
 * @param broadcast handing out the weights
 * @param summing from then until the sum over all shards was there
 * @param update the optimizer's step on the driver
 */
public record StepTimes(Work work, long broadcast, long summing, long update) {

  /** The whole step. */
  public long total() {
    return broadcast + summing + update;
  }
}
