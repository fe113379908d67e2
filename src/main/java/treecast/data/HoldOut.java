package treecast.data;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import treecast.linalg.Permutation;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * Hold-out split into training and validation rows. Every shard shuffles its own rows, a pure
 * function of the seed and the shard, and holds out the first of them for validation. With one
 * shard this is {@code shuffle_dataset} of the book's listings (section 6.5) followed by its split.
 *
 * <p>A stratified one holds out as many rows in all, but chooses them by class, over all shards
 * together ({@link StratifiedSplit}). It is open until the labels are known.
 *
 * @param share fraction of a shard's rows that are held out, 0 to below 1; rounded down to whole
 *     rows
 * @param seed seed of the choice
 * @param stratified whether each class has the same share of its rows held out
 * @param chosen rows of each shard of a stratified split; empty if the labels are not known
 */
@SuppressWarnings("serial") // a serialisable list, which the interface does not say
public record HoldOut(double share, long seed, boolean stratified, List<ShardRows> chosen)
    implements Serializable {
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
    chosen = List.copyOf(chosen);
  }

  /** Split in which every shard shuffles its own rows. */
  public HoldOut(double share, long seed) {
    this(share, seed, false);
  }

  /** Split that is not stratified, or whose labels are not known yet. */
  public HoldOut(double share, long seed, boolean stratified) {
    this(share, seed, stratified, List.of());
  }

  /** Whether the split depends on labels that are not known yet. */
  public boolean isOpen() {
    return stratified && share > 0 && chosen.isEmpty();
  }

  /**
   * Split of rows with these labels.
   *
   * @param labels the class of each training row, in the order of the data set
   * @param assignment assignment of these rows to shards
   * @throws DataException if no training row would be left in a shard
   */
  public HoldOut decided(char[] labels, ShardAssignment assignment) {
    return isOpen()
        ? new HoldOut(
            share,
            seed,
            true,
            new StratifiedSplit(labels, rows(assignment), Purpose.HELD_OUT_ROWS, seed)
                .shards(assignment))
        : this;
  }

  /** Training rows of a shard. */
  public Shard training(Shard whole) {
    if (share == 0) {
      return whole;
    }
    if (stratified) {
      return picked(whole, shardRows(whole.index()).training());
    }
    int held = of(whole.rows());
    return shuffled(whole, held, whole.rows() - held);
  }

  /** Validation rows of a shard. */
  public Shard validation(Shard whole) {
    return stratified && share > 0
        ? picked(whole, shardRows(whole.index()).validation())
        : shuffled(whole, 0, of(whole.rows()));
  }

  private static Shard picked(Shard whole, int[] positions) {
    return whole.select(new RowSelection.Picked(whole.selection(), positions, positions.length));
  }

  private ShardRows shardRows(int shard) {
    if (isOpen()) {
      throw new IllegalStateException("the labels of a stratified split are not known yet");
    }
    return chosen.get(shard);
  }

  /** Indices of the data set's training rows that are held out. */
  public BitSet rowsOf(ShardAssignment assignment) {
    BitSet held = new BitSet(assignment.rows());
    for (int shard = 0; shard < assignment.shards(); shard++) {
      for (int position : held(shard, assignment.rowsOf(shard))) {
        held.set(assignment.row(shard, position));
      }
    }
    return held;
  }

  private int[] held(int shard, int rows) {
    return stratified && share > 0
        ? shardRows(shard).validation()
        : IntStream.range(0, of(rows)).map(order(rows, shard)::at).toArray();
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
