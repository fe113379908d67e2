package treecast.data;

import java.io.Serializable;

/**
 * Which rows belong to which shard. Rows are dealt like cards, in runs of neighbours: run r of the
 * data set goes to shard r mod shards. A pure function of the two numbers, so it is the same
 * wherever and in whatever grouping the shards are read.
 *
 * <p>Runs let a reader seek over what it does not want. They are short enough (64 to a shard, up to
 * 256 rows) for the shards to differ by less than two per cent in size.
 *
 * @param rows rows that are dealt, at least one for each shard
 * @param shards number of shards, 1 or more
 * @param rowsThere rows that the files have; those behind the ones dealt belong to no shard
 */
public record Dealing(int rows, int shards, int rowsThere) implements Serializable {
  private static final int RUNS_PER_SHARD = 64;
  private static final int LONGEST_RUN = 256;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a shard would have no row, or if there are too few
   */
  public Dealing {
    if (shards < 1 || rows < shards || rowsThere < rows) {
      throw new IllegalArgumentException(
          "%d of %d rows cannot be dealt to %d shards".formatted(rows, rowsThere, shards));
    }
  }

  /** One that deals all rows. */
  public Dealing(int rows, int shards) {
    this(rows, shards, rows);
  }

  /** The same of rows that are the first of so many. */
  Dealing among(int there) {
    return new Dealing(rows, shards, there);
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
  int shardOf(int row) {
    return row / run() % shards;
  }

  /** Refuses a file that has other rows than when it was examined. */
  void requireRows(DataFile file, int found) {
    if (found != rowsThere) {
      throw new DataException(
          "%s: expected %d rows as when it was examined, found %d"
              .formatted(file, rowsThere, found));
    }
  }

  /** Refuses shards that no array could hold. */
  void requireRoom(DataFile file, int features) {
    if (Math.multiplyFull(rowsOf(0), features) > Integer.MAX_VALUE) {
      throw new DataException(
          "%s: expected shards of less than 2^31 features, found %d rows of %d: deal more shards"
              .formatted(file, rowsOf(0), features));
    }
  }
}
