package treecast.cluster;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import treecast.data.Shard;

/**
 * RDD of shards, which executors read and cache. Partition p of P holds the shards p, p + P, p +
 * 2P, ...: if P is a power of two, these form a subtree of the summation tree, and their sum is one
 * array. Where Spark runs in this JVM a job has a task for each partition; on a cluster {@link
 * ExecutorShards} makes one task of those that an executor caches.
 *
 * <p>Spark serialises an RDD with its lineage for every job, and every task deserialises it. This
 * RDD has no parents, and the reader of its shards is broadcast once.
 */
final class ShardRdd extends RDD<Shard> {
  private static final long serialVersionUID = 1L;

  private record Numbered(int index) implements Partition {}

  private final Broadcast<ShardReader> reader;
  private final int count;
  private final int partitions;

  @SuppressWarnings("serial") // a serialisable list, which the interface does not say
  private final List<String> locations;

  /**
   * RDD whose shards are read by the first job.
   *
   * @param name name of the RDD in Spark's user interface
   * @param count number of shards
   * @param partitions number of partitions
   */
  ShardRdd(SparkContext spark, String name, int count, int partitions, ShardReader reader) {
    super(
        spark,
        CollectionConverters.asScala(List.<Dependency<?>>of()).toSeq(),
        ClassTag.apply(Shard.class));
    this.reader = spark.broadcast(reader, ClassTag.apply(ShardReader.class));
    this.count = count;
    this.partitions = partitions;
    this.locations = Placement.of(spark, partitions);
    setName(name);
    persist(StorageLevel.MEMORY_AND_DISK());
  }

  @Override
  public Partition[] getPartitions() {
    return IntStream.range(0, partitions).mapToObj(Numbered::new).toArray(Partition[]::new);
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    List<String> preferred =
        locations.isEmpty() ? List.of() : List.of(locations.get(split.index()));
    return CollectionConverters.asScala(preferred).toSeq();
  }

  @Override
  public scala.collection.Iterator<Shard> compute(Partition split, TaskContext context) {
    return CollectionConverters.asScala(reader.value().read(shardsOf(split.index())));
  }

  /** Indices of the shards of a partition. */
  List<Integer> shardsOf(int partition) {
    return IntStream.iterate(partition, shard -> shard < count, shard -> shard + partitions)
        .boxed()
        .toList();
  }

  /** Puts shards that have been read in this JVM where a job would cache them. */
  void keep(List<Shard> all) {
    for (int partition = 0; partition < partitions; partition++) {
      Iterator<Shard> mine = shardsOf(partition).stream().map(all::get).iterator();
      store(this, partition, CollectionConverters.asScala(mine));
    }
  }

  /** Puts the shards of a partition into the cache of this executor. */
  static void store(RDD<Shard> shards, int partition, scala.collection.Iterator<Shard> content) {
    BlockManager blocks = SparkEnv.get().blockManager();
    blocks.putIterator(
        new RDDBlockId(shards.id(), partition),
        content,
        shards.getStorageLevel(),
        /* tellMaster= */ true,
        shards.elementClassTag());
  }
}
