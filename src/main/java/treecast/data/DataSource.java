package treecast.data;

import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/**
 * Data source: a description of data that is sent to executors, which read their own shards with
 * it. It holds no rows. Rows are read through the source of an examined {@link DataSet}, in which
 * the classes are known.
 */
public interface DataSource extends Serializable {

  /** Name of the data in a run's first line and its summary. */
  String name();

  /** Location of the data: a URI that is valid on every machine, or the name of built-in data. */
  String location();

  /**
   * Reads all rows once, checks them and counts them.
   *
   * @throws DataException if files are missing, damaged or contradict each other
   */
  DataSet examine();

  /**
   * Reads some shards of a split.
   *
   * @param assignment which rows belong to which shard
   * @param wanted indices of the shards, ascending
   * @return the shards in that order
   * @throws DataException if the data cannot be read
   */
  List<Shard> shards(Split split, ShardAssignment assignment, List<Integer> wanted);

  /**
   * Reads a split in the order of its rows, in pieces of about a million features, with indices
   * from 0.
   *
   * @throws DataException if the data cannot be read
   */
  void pieces(Split split, Consumer<Shard> each);

  /** URIs of the files of a split that lie on this machine's disk. */
  List<String> localFiles(Split split);

  /** Source of the same data after its files have been copied into another folder. */
  DataSource movedTo(URI elsewhere);

  /** Whether its shards hold bytes ({@link ByteRows}), as those of IDX files do. */
  default boolean hasBytes() {
    return false;
  }

  /** Scaling of the features. */
  default Scaling scaling() {
    return Scaling.NONE;
  }

  /** Number of rows in a piece, which has about a million features. */
  static int pieceRows(int features) {
    return Math.max(1, (1 << 20) / features);
  }
}
