package treecast.training;

import java.io.Serializable;
import treecast.data.MinibatchSampling;

/**
 * Minibatch settings: the number of rows of a step, how they are drawn, and the length of an epoch.
 * {@link MinibatchSampling} draws the rows.
 *
 * @param size batch size: rows of a minibatch, over all shards
 * @param shards number of shards
 * @param sampling with or without replacement
 * @param rows number of training rows, which is the length of an epoch
 */
public record Batches(int size, int shards, MinibatchSampling sampling, int rows)
    implements Serializable {

  /** Number of rows that a shard draws at every step; shards differ by at most one row. */
  public int ofShard(int shard) {
    return size / shards + (shard < size % shards ? 1 : 0);
  }

  /** Converts steps to epochs: the number of drawn rows divided by the number of training rows. */
  public double epochs(int steps) {
    return (double) steps * size / rows;
  }

  /** Converts epochs to steps, rounded up. */
  public long steps(int epochs) {
    return ((long) epochs * rows + size - 1) / size;
  }

  /**
   * Whether an epoch ends with a step.
   *
   * @param steps number of steps taken, that one included
   */
  boolean endEpoch(int steps) {
    long drawn = (long) steps * size;
    return drawn / rows > (drawn - size) / rows;
  }

  /** Copy with another batch size. */
  public Batches withSize(int other) {
    return new Batches(other, shards, sampling, rows);
  }

  /** Copy with another number of shards. */
  public Batches withShards(int other) {
    return new Batches(size, other, sampling, rows);
  }

  /** Copy with another sampling. */
  public Batches withSampling(MinibatchSampling other) {
    return new Batches(size, shards, other, rows);
  }

  /** Copy with another number of training rows. */
  public Batches withRows(int other) {
    return new Batches(size, shards, sampling, other);
  }
}
