package treecast.cluster;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import treecast.data.Shard;

/** Reader of shards, which is serialised and called on executors. */
@FunctionalInterface
public interface ShardReader extends Serializable {

  /**
   * Reads shards.
   *
   * @param shards indices of the shards, from 0
   */
  Iterator<Shard> read(List<Integer> shards);
}
