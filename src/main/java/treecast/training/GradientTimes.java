package treecast.training;

import java.io.Serializable;
import treecast.linalg.Clock;
import treecast.linalg.Clock.Part;

/**
 * Times of a gradient's computation, in nanoseconds.
 *
 * @param gather drawing rows and copying their features, summed over shards
 * @param forward forward passes and losses, summed over shards
 * @param backward backward passes, summed over shards
 * @param joining adding the sums of shards
 * @param serialising serialising and deserialising sums that were sent over the network
 * @param slowest duration of the slowest task
 */
public record GradientTimes(
    long gather, long forward, long backward, long joining, long serialising, long slowest)
    implements Serializable {
  /** All times zero. */
  public static final GradientTimes NONE = new GradientTimes(0, 0, 0, 0, 0, 0);

  /** Times of one shard, as its clock measured them. */
  public static GradientTimes of(Clock clock) {
    return new GradientTimes(
        clock.nanos(Part.GATHER), clock.nanos(Part.FORWARD), clock.nanos(Part.BACKWARD), 0, 0, 0);
  }

  /**
   * Sum of the times.
   *
   * @param joined duration of adding the two sums
   */
  public GradientTimes plus(GradientTimes other, long joined) {
    return new GradientTimes(
        gather + other.gather,
        forward + other.forward,
        backward + other.backward,
        joining + other.joining + joined,
        serialising + other.serialising,
        Math.max(slowest, other.slowest));
  }

  /** Copy with the duration of the task that computed the sum. */
  public GradientTimes by(long task) {
    return new GradientTimes(gather, forward, backward, joining, serialising, task);
  }

  /** Copy with additional time for serialising or deserialising the sum. */
  public GradientTimes serialisedIn(long nanos) {
    return new GradientTimes(gather, forward, backward, joining, serialising + nanos, slowest);
  }
}
