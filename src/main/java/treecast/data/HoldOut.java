package treecast.data;

import java.io.Serializable;
import java.util.BitSet;
import treecast.linalg.Permutation;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * Hold-out split into training and validation rows. Every shard shuffles its own rows, a pure
 * function of the seed and the shard, and holds out the first of them for validation. With one
 * shard this is {@code shuffle_dataset} of the book's listings (section 6.5) followed by its split.
 *
 * @param share fraction of a shard's rows that are held out, 0 to below 1; rounded down to whole
 *     rows
 * @param seed seed of the shuffling
 */
public record HoldOut(double share, long seed) implements Serializable {
  /** No validation rows: all rows train, in file order. */
  public static final HoldOut NOTHING = new HoldOut(0, 0);

  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException if it is not from 0 to below 1
   */
  public HoldOut {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("expected a share from 0 to below 1, found " + share);
    }
  }

  /** Training rows of a shard. */
  public Shard training(Shard whole) {
    if (share == 0) {
      return whole;
    }
    int held = of(whole.rows());
    return shuffled(whole, held, whole.rows() - held);
  }

  /** Validation rows of a shard. */
  public Shard validation(Shard whole) {
    return shuffled(whole, 0, of(whole.rows()));
  }

  /** Indices of the data set's training rows that are held out. */
  public BitSet rowsOf(ShardAssignment assignment) {
    BitSet held = new BitSet(assignment.rows());
    for (int shard = 0; shard < assignment.shards(); shard++) {
      int rows = assignment.rowsOf(shard);
      Permutation order = order(rows, shard);
      for (int i = 0; i < of(rows); i++) {
        held.set(assignment.row(shard, order.at(i)));
      }
    }
    return held;
  }

  /** Number of rows that all shards together hold out. */
  public int rows(ShardAssignment assignment) {
    int held = 0;
    for (int shard = 0; shard < assignment.shards(); shard++) {
      held += of(assignment.rowsOf(shard));
    }
    return held;
  }

  /**
   * Number of validation rows of a shard with this number of rows; at least one row is left to
   * train.
   */
  private int of(int rows) {
    return Math.min(rows - 1, (int) (rows * share));
  }

  private Shard shuffled(Shard whole, int from, int count) {
    Permutation order = order(whole.rows(), whole.index());
    return whole.select(new RowSelection.Shuffled(whole.selection(), order, from, count));
  }

  private Permutation order(int rows, int shard) {
    return new Permutation(rows, RandomStream.of(Purpose.HELD_OUT_ROWS, seed, shard));
  }
}
