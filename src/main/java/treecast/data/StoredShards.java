package treecast.data;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Shards whose rows are kept on disk. They are read in blocks, of which one is in memory at a time,
 * and have the same rows in the same order as shards in memory.
 *
 * @param source source of an examined data set
 * @param features number of features of a row
 * @param block bytes of a block if its features are doubles
 */
public record StoredShards(
    DataSource source, Split split, ShardAssignment assignment, int features, long block) {
  private static final long BLOCK = 64L << 20;

  /** Shards that are read in blocks of 64 MiB at most. */
  public StoredShards(DataSource source, Split split, ShardAssignment assignment, int features) {
    this(source, split, assignment, features, BLOCK);
  }

  /**
   * Reads a shard.
   *
   * @param file a new file, which is to be kept as long as the shard
   * @throws DataException if the data cannot be read
   */
  public Shard read(int shard, File file) {
    int count = assignment.rowsOf(shard);
    char[] labels = new char[count];
    int blocks = blocks(count);
    ShardAssignment cut = assignment.cut(blocks);
    Rows stored = null;
    try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
      for (int block = 0; block < blocks; block++) {
        int part = shard + block * assignment.shards();
        Shard read = source.shards(split, cut, List.of(part)).get(0);
        StoredRows rows = new StoredRows(features, isBytes(read.inputs()), count, file);
        for (int from = 0; from < read.rows(); from += cut.run()) {
          int number = Math.min(cut.run(), read.rows() - from);
          int at = (from / cut.run() * blocks + block) * cut.run();
          rows.put(open, unscaled(read.inputs()), from, number, at);
          System.arraycopy(read.labels(), from, labels, at, number);
        }
        stored =
            read.inputs() instanceof ScaledRows scaled
                ? new ScaledRows(rows, scaled.scaling())
                : rows;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Shard(shard, stored, labels);
  }

  /** Number of blocks, each of which has one run at least. */
  private int blocks(int count) {
    long wanted = (long) count * features * Double.BYTES / block + 1;
    long runs = (count + assignment.run() - 1L) / assignment.run();
    return (int) Math.max(1, Math.min(wanted, runs));
  }

  private static boolean isBytes(Rows rows) {
    return unscaled(rows) instanceof ByteRows;
  }

  private static Rows unscaled(Rows rows) {
    return rows instanceof ScaledRows scaled ? scaled.rows() : rows;
  }
}
