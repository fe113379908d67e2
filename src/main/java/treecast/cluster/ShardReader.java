package treecast.cluster;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import treecast.data.Shard;

/** How executors get at shards: it travels to them and is asked there. */
@FunctionalInterface
public interface ShardReader extends Serializable {

  /**
   * Reads shards.
   *
   * @param shards their numbers, from 0
   */
  Iterator<Shard> read(List<Integer> shards);
}
