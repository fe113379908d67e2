package treecast.data;

import java.io.Serializable;

/**
 * Assignment of rows to shards, in runs of neighbouring rows: run r of the data set goes to shard r
 * mod shards. It is a pure function of the numbers of rows and shards, so it does not depend on the
 * machines or partitions that read the shards.
 *
 * <p>Because of the runs, a reader can skip the rows of other shards. Runs are short enough (64 per
 * shard, at most 256 rows) that the sizes of the shards differ by less than two per cent.
 *
 * @param rows number of assigned rows, 0 or more; shards may have none
 * @param shards number of shards, 1 or more
 * @param totalRows number of rows in the files; rows behind the assigned ones belong to no shard
 * @param run length of a run, in rows
 */
public record ShardAssignment(int rows, int shards, int totalRows, int run)
    implements Serializable {
  private static final int RUNS_PER_SHARD = 64;
  private static final int LONGEST_RUN = 256;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no shard, if totalRows is less than rows, or if a
   *     run has no row
   */
  public ShardAssignment {
    if (shards < 1 || rows < 0 || totalRows < rows || run < 1) {
      throw new IllegalArgumentException(
          "%d of %d rows cannot be assigned to %d shards".formatted(rows, totalRows, shards));
    }
  }

  /** Assignment of the first rows of files. */
  public ShardAssignment(int rows, int shards, int totalRows) {
    this(rows, shards, totalRows, usualRun(rows, shards));
  }

  /** Assignment of all rows. */
  public ShardAssignment(int rows, int shards) {
    this(rows, shards, rows);
  }

  /** Assignment of the same rows in files that have more rows behind them. */
  ShardAssignment within(int totalRows) {
    return new ShardAssignment(rows, shards, totalRows, run);
  }

  /**
   * Assignment that cuts each shard into blocks of runs: block b of shard s of S is shard s + b S.
   * Its runs are those of the shard whose index, divided by the number of blocks, leaves b.
   *
   * @param blocks number of blocks of a shard, 1 or more
   */
  ShardAssignment cut(int blocks) {
    return new ShardAssignment(rows, Math.multiplyExact(shards, blocks), totalRows, run);
  }

  private static int usualRun(int rows, int shards) {
    long evenly = rows / (Math.max(1L, shards) * RUNS_PER_SHARD);
    return (int) Math.min(LONGEST_RUN, Math.max(1, evenly));
  }

  /** Number of rows that a shard holds. */
  public int rowsOf(int shard) {
    return rowsOf(shard, rows);
  }

  /** Number of the data set's first rows that a shard holds: they are the shard's first rows. */
  public int rowsOf(int shard, int first) {
    int within = Math.min(first, rows);
    int lap = run * shards;
    int left = within % lap - shard * run;
    return within / lap * run + Math.max(0, Math.min(left, run));
  }

  /**
   * Index of a shard's row in the data set.
   *
   * @param index position in the shard, from 0
   */
  public int row(int shard, int index) {
    return (index / run * shards + shard) * run + index % run;
  }

  /** Index of the shard that holds a row of the data set. */
  public int shardOf(int row) {
    return row / run % shards;
  }

  /**
   * Checks that a file has as many rows as when it was examined.
   *
   * @throws DataException if not
   */
  public void requireRows(DataFile file, int found) {
    if (found != totalRows) {
      throw new DataException(
          "%s: the file has changed since it was examined: expected %d rows, found %d"
              .formatted(file, totalRows, found));
    }
  }

  /**
   * Checks that a shard's features fit one array.
   *
   * @throws DataException if not
   */
  public void requireRoom(DataFile file, int features) {
    if (Math.multiplyFull(rowsOf(0), features) > Integer.MAX_VALUE) {
      throw new DataException(
          "%s: expected shards of less than 2^31 features, found %d rows of %d: increase the number of shards"
              .formatted(file, rowsOf(0), features));
    }
  }
}
