package treecast.cluster;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.DiskBlockManager;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.data.StoredShards;

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
   * The same, which keeps the rows on the executor's disk, where Spark keeps its own files.
   *
   * @param features number of features of a row
   */
  static ShardReader onDisk(
      ExecutorSource source, Split split, ShardAssignment assignment, int features) {
    return shards -> {
      StoredShards stored = new StoredShards(source.here(), split, assignment, features);
      DiskBlockManager disk = SparkEnv.get().blockManager().diskBlockManager();
      return shards.stream()
          .map(shard -> stored.read(shard, disk.createTempLocalBlock()._2()))
          .iterator();
    };
  }

  /**
   * Reads shards.
   *
   * @param shards indices of the shards, from 0
   */
  Iterator<Shard> read(List<Integer> shards);
}
