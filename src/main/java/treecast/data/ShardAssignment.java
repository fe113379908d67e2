package treecast.data;

import java.io.Serializable;

/**
 * Assignment of rows to shards, in runs of neighbouring rows: run r of the data set goes to shard r
 * mod shards. It is a pure function of the number of rows and of shards, so it is the same wherever
 * and in whatever grouping the shards are read.
 *
 * <p>Runs let a reader seek over what it does not want. They are short enough (64 to a shard, up to
 * 256 rows) for the shards to differ by less than two per cent in size.
 *
 * @param rows rows that are assigned, at least one for each shard
 * @param shards number of shards, 1 or more
 * @param totalRows rows that the files have; those behind the assigned ones belong to no shard
 */
public record ShardAssignment(int rows, int shards, int totalRows) implements Serializable {
  private static final int RUNS_PER_SHARD = 64;
  private static final int LONGEST_RUN = 256;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a shard would have no row, or if there are too few
   */
  public ShardAssignment {
    if (shards < 1 || rows < shards || totalRows < rows) {
      throw new IllegalArgumentException(
          "%d of %d rows cannot be assigned to %d shards".formatted(rows, totalRows, shards));
    }
  }

  /** Assignment of all rows. */
  public ShardAssignment(int rows, int shards) {
    this(rows, shards, rows);
  }

  /** The same for files that have more rows behind these. */
  ShardAssignment within(int totalRows) {
    return new ShardAssignment(rows, shards, totalRows);
  }

  /** Length of a run, in rows. */
  public int run() {
    return (int) Math.min(LONGEST_RUN, Math.max(1, rows / ((long) shards * RUNS_PER_SHARD)));
  }

  /** Number of rows that a shard holds. */
  public int rowsOf(int shard) {
    return rowsOf(shard, rows);
  }

  /** How many of the data set's first rows a shard holds: they are its own first ones. */
  public int rowsOf(int shard, int first) {
    int within = Math.min(first, rows);
    int lap = run() * shards;
    int left = within % lap - shard * run();
    return within / lap * run() + Math.max(0, Math.min(left, run()));
  }

  /** Row of the data set that stands at a place of a shard, counted from 0. */
  public int row(int shard, int place) {
    return (place / run() * shards + shard) * run() + place % run();
  }

  /** Shard that holds a row of the data set. */
  public int shardOf(int row) {
    return row / run() % shards;
  }

  /** Refuses a file that has other rows than when it was examined. */
  public void requireRows(DataFile file, int found) {
    if (found != totalRows) {
      throw new DataException(
          "%s: expected %d rows as when it was examined, found %d"
              .formatted(file, totalRows, found));
    }
  }

  /** Refuses shards that no array could hold. */
  public void requireRoom(DataFile file, int features) {
    if (Math.multiplyFull(rowsOf(0), features) > Integer.MAX_VALUE) {
      throw new DataException(
          "%s: expected shards of less than 2^31 features, found %d rows of %d: deal more shards"
              .formatted(file, rowsOf(0), features));
    }
  }
}
