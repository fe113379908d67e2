package treecast.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.storage.memory.MemoryStore;
import scala.Option;
import scala.collection.Iterator;
import treecast.data.Shard;

/**
 * Shards in the memory of this JVM: where Spark runs in it, what a job has cached are objects of
 * this JVM, and threads can compute on them without another job. Spark's memory store is asked anew
 * each time, and holds them alone: what it has dropped or moved to a disk is left to a job, and
 * what is asked for counts as used.
 */
final class ShardsInMemory {
  /** Local masters that try no task again; who wants that gets tasks. */
  private static final Pattern LOCAL = Pattern.compile("local(\\[ *(\\d+|\\*) *(, *1 *)?])?");

  private final RDD<Shard> shards;
  private final List<RDDBlockId> blocks;

  private ShardsInMemory(RDD<Shard> shards, List<RDDBlockId> blocks) {
    this.shards = shards;
    this.blocks = blocks;
  }

  /**
   * Shards of an RDD.
   *
   * @param order its partitions, in the order in which they are wanted
   */
  static ShardsInMemory of(RDD<Shard> shards, List<Integer> order) {
    return new ShardsInMemory(
        shards, order.stream().map(partition -> new RDDBlockId(shards.id(), partition)).toList());
  }

  /** Number of threads that compute shards: the master's cores, or 1 on a cluster. */
  static int threads(SparkContext spark) {
    return spark.isLocal() ? MasterCores.of(spark.master()).orElse(1) : 1;
  }

  /** The shards of each partition; nothing if one of them is not in memory. */
  Optional<List<List<Shard>>> partitions() {
    SparkContext spark = shards.sparkContext();
    SparkEnv environment = SparkEnv.get();
    if (!LOCAL.matcher(spark.master()).matches() || spark.isStopped() || environment == null) {
      return Optional.empty();
    }
    StorageLevel level = shards.getStorageLevel();
    if (!blocks.isEmpty() && !(level.useMemory() && level.deserialized())) {
      return Optional.empty();
    }
    MemoryStore memory = environment.blockManager().memoryStore();
    List<List<Shard>> all = new ArrayList<>(blocks.size());
    for (RDDBlockId block : blocks) {
      Option<Iterator<Object>> values = memory.getValues(block);
      if (values.isEmpty()) {
        return Optional.empty();
      }
      all.add(list(values.get()));
    }
    return Optional.of(all);
  }

  private static List<Shard> list(Iterator<Object> values) {
    List<Shard> list = new ArrayList<>();
    while (values.hasNext()) {
      list.add((Shard) values.next());
    }
    return list;
  }
}
