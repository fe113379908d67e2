package treecast.data;

import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Settings of a plan that name the location of the data: keys and values. */
  default Map<String, String> settings() {
    return Map.of("data.source", location());
  }

  /**
   * Reads all rows once, checks them and counts them.
   *
   * @throws DataException if files are missing, damaged or contradict each other
   */
  DataSet examine();

  /**
   * The same by tasks, which also collect what a scaling needs if the source can do so in one go.
   *
   * @throws DataException if files are missing, damaged or contradict each other
   */
  default DataSet examine(Examination examination) {
    return examine();
  }

  /**
   * Moments of the features if the examination has collected them: those of the training rows to
   * which a scaling is fitted.
   */
  default Optional<FeatureMoments> moments() {
    return Optional.empty();
  }

  /**
   * Digest of the rows and labels of both splits, in hexadecimal digits, if the examination has
   * made one.
   */
  default Optional<String> digest() {
    return Optional.empty();
  }

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

  /**
   * Files of a split that lie on this machine's disk: the path of each, and the name under which
   * {@link #movedTo} finds a copy of it.
   */
  Map<String, String> localFiles(Split split);

  /** Source of the same data after its files have been copied into another folder. */
  DataSource movedTo(URI elsewhere);

  /**
   * Columns of a table whose files have been examined; {@link TableColumns#NONE} for other data.
   */
  default TableColumns columns() {
    return TableColumns.NONE;
  }

  /** Treatment of missing values, which a feature's {@link Double#NaN} stands for. */
  default MissingValues missing() {
    return MissingValues.REFUSED;
  }

  /** What was decided by looking at the files, in lines for people. */
  default List<String> notes() {
    return List.of();
  }

  /** Whether its shards hold bytes ({@link ByteRows}), scaled or not, as those of IDX files do. */
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
