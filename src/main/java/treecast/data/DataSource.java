package treecast.data;

import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where rows come from. A source is a description that travels to executors, which read their own
 * shards with it; it holds no rows. Rows are read through the source of an examined data set, which
 * knows what the classes are.
 */
public interface DataSource extends Serializable {

  /** What the run's first line and its summary call the data. */
  String name();

  /** What finds the data again, wherever it is read from: a URI, or the name of built-in data. */
  String place();

  /**
   * Reads everything once.
   *
   * @throws DataException if anything is missing, damaged or contradicts itself
   */
  DataSet examine();

  /**
   * Reads some shards of a split, in the order wanted.
   *
   * @param assignment which rows belong to which shard
   * @param wanted ascending numbers of shards
   * @throws DataException if the data cannot be read
   */
  List<Shard> shards(Split split, ShardAssignment assignment, List<Integer> wanted);

  /**
   * Reads a split in the order of its rows, in pieces that fit any memory, numbered from 0.
   *
   * @throws DataException if the data cannot be read
   */
  void pieces(Split split, Consumer<Shard> each);

  /** The files of a split that lie on the disk of the machine that asks, as URIs. */
  List<String> localFiles(Split split);

  /** The same data, where their files have been copied into another folder. */
  DataSource movedTo(URI elsewhere);

  /** Whether its shards hold bytes, as those of IDX files do ({@link ByteRows}). */
  default boolean hasBytes() {
    return false;
  }

  /** What is done to the features. */
  default Scaling scaling() {
    return Scaling.NONE;
  }

  /** Where the rows come from before anything is done to them. */
  default DataSource origin() {
    return this;
  }

  /** Rows of a piece: about a million features. */
  static int pieceRows(int features) {
    return Math.max(1, (1 << 20) / features);
  }
}
