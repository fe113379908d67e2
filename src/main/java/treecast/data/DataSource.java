package treecast.data;

import java.io.Serializable;
import java.util.List;

/**
 * Where rows come from. A source is a description that travels to executors, which read their own
 * shards with it; it holds no rows.
 */
public sealed interface DataSource extends Serializable permits IdxFolder, DrawnDigits {

  /** What the run's first line and its summary call the data. */
  String name();

  /**
   * Reads everything once.
   *
   * @throws DataException if anything is missing, damaged or contradicts itself
   */
  DataSet examine();

  /**
   * Reads some shards of a split, in the order wanted.
   *
   * @param dealing which rows belong to which shard
   * @param wanted ascending numbers of shards
   * @throws DataException if the data cannot be read
   */
  List<Shard> shards(Split split, Dealing dealing, List<Integer> wanted);
}
