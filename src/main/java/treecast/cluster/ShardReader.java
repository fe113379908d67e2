package treecast.cluster;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;

/** Reader of shards, which is serialised and called on executors. */
@FunctionalInterface
public interface ShardReader extends Serializable {

  /**
   * Reader of the shards of a split, by the data source as the executor sees it.
   *
   * @param assignment assignment of the split's rows to shards
   */
  static ShardReader of(ExecutorSource source, Split split, ShardAssignment assignment) {
    return shards -> source.here().shards(split, assignment, shards).iterator();
  }

  /**
   * Reads shards.
   *
   * @param shards indices of the shards, from 0
   */
  Iterator<Shard> read(List<Integer> shards);
}
