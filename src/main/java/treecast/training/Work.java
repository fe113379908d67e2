package treecast.training;

import java.io.Serializable;
import treecast.linalg.Clock;
import treecast.linalg.Clock.Part;

/**
 * The time that went into a sum over shards, in nanoseconds.
 *
 * @param gather drawing rows and scaling their pixels, over all shards
 * @param forward forward passes and losses, over all shards
 * @param backward backward passes, over all shards
 * @param joining adding sums of shards
 * @param serialising sums to bytes and back, where they crossed a network
 * @param slowest the longest that any one task computed
 */
public record Work(
    long gather, long forward, long backward, long joining, long serialising, long slowest)
    implements Serializable {
  /** None at all. */
  public static final Work NONE = new Work(0, 0, 0, 0, 0, 0);

  /** The work on one shard. */
  public static Work of(Clock clock) {
    return new Work(
        clock.nanos(Part.GATHER), clock.nanos(Part.FORWARD), clock.nanos(Part.BACKWARD), 0, 0, 0);
  }

  /**
   * The work on both.
   *
   * @param joined what adding their sums took
   */
  public Work plus(Work other, long joined) {
    return new Work(
        gather + other.gather,
        forward + other.forward,
        backward + other.backward,
        joining + other.joining + joined,
        serialising + other.serialising,
        Math.max(slowest, other.slowest));
  }

  /** The same work, done by a task that took so long. */
  public Work by(long task) {
    return new Work(gather, forward, backward, joining, serialising, task);
  }

  /** The same work and the time that the sum took to become bytes, or to be read from them. */
  public Work serialisedIn(long nanos) {
    return new Work(gather, forward, backward, joining, serialising + nanos, slowest);
  }
}
