package treecast.training;

import java.io.Serializable;
import treecast.data.Sampling;

/**
 * Minibatches: how many rows each step draws, from how many, and how.
 *
 * @param size rows of a minibatch, over all shards
 * @param shards number of shards
 * @param sampling how shards draw their rows
 * @param rows number of rows that train, which gives an epoch its length
 */
public record Batches(int size, int shards, Sampling sampling, int rows) implements Serializable {

  /** Rows that a shard draws at every step; shards differ by one at most. */
  public int ofShard(int shard) {
    return size / shards + (shard < size % shards ? 1 : 0);
  }

  /** Epochs that so many steps are: rows drawn over rows there are. */
  public double epochs(int steps) {
    return (double) steps * size / rows;
  }

  /** Steps after which so many epochs are over. */
  public long steps(int epochs) {
    return ((long) epochs * rows + size - 1) / size;
  }

  /** Whether an epoch ends with the last of so many steps. */
  boolean endEpoch(int steps) {
    long drawn = (long) steps * size;
    return drawn / rows > (drawn - size) / rows;
  }

  /** The same with another size. */
  public Batches withSize(int other) {
    return new Batches(other, shards, sampling, rows);
  }

  /** The same over another number of shards. */
  public Batches withShards(int other) {
    return new Batches(size, other, sampling, rows);
  }

  /** The same drawn in another way. */
  public Batches withSampling(Sampling other) {
    return new Batches(size, shards, other, rows);
  }

  /** The same of another number of rows. */
  public Batches withRows(int other) {
    return new Batches(size, shards, sampling, other);
  }
}
