package treecast.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.RDDBlockId;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import treecast.data.Shard;

/**
 * RDD of shards with one partition for each executor that caches some of them, so that one task
 * computes all that is cached there, with all cores of the executor, and joins it before anything
 * leaves. A task that cannot run where its shards are takes them into the cache of its executor.
 */
final class ExecutorShards extends RDD<Shard> {
  private static final long serialVersionUID = 1L;

  private record Cached(int index, ExecutorGroup group, Partition[] partitions)
      implements Partition {}

  /** Dependency of each group on the partitions that it consists of. */
  private static final class OnCached extends NarrowDependency<Shard> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a serialisable list, which the interface does not say
    private final List<ExecutorGroup> groups;

    OnCached(RDD<Shard> shards, List<ExecutorGroup> groups) {
      super(shards);
      this.groups = groups;
    }

    @Override
    public Seq<Object> getParents(int partition) {
      List<Object> parents = new ArrayList<>(groups.get(partition).parents());
      return CollectionConverters.asScala(parents).toSeq();
    }
  }

  @SuppressWarnings("serial") // a serialisable list, which the interface does not say
  private final List<ExecutorGroup> groups;

  /** RDD of groups, each of which is not empty. */
  ExecutorShards(RDD<Shard> shards, List<ExecutorGroup> groups) {
    super(
        shards.sparkContext(),
        CollectionConverters.asScala(
                List.<org.apache.spark.Dependency<?>>of(new OnCached(shards, groups)))
            .toSeq(),
        ClassTag.apply(Shard.class));
    this.groups = groups;
    setName(shards.name());
  }

  /** Number of cores of the executor for which each partition is. */
  int[] cores() {
    return groups.stream().mapToInt(ExecutorGroup::cores).toArray();
  }

  @Override
  public Partition[] getPartitions() {
    Partition[] cached = shards().partitions();
    return IntStream.range(0, groups.size())
        .mapToObj(i -> new Cached(i, groups.get(i), of(groups.get(i), cached)))
        .toArray(Partition[]::new);
  }

  private static Partition[] of(ExecutorGroup group, Partition[] cached) {
    return group.parents().stream().map(parent -> cached[parent]).toArray(Partition[]::new);
  }

  private RDD<Shard> shards() {
    return this.<Shard>firstParent(ClassTag.apply(Shard.class));
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    String location = ((Cached) split).group().location();
    List<String> locations = location.isEmpty() ? List.of() : List.of(location);
    return CollectionConverters.asScala(locations).toSeq();
  }

  @Override
  public scala.collection.Iterator<Shard> compute(Partition split, TaskContext context) {
    RDD<Shard> cached = shards();
    return CollectionConverters.asScala(List.of(((Cached) split).partitions()).iterator())
        .flatMap(partition -> here(cached, partition, context));
  }

  /**
   * Shards of a partition, which are in this executor's cache from now on. Spark does not store
   * what it has read from the cache of another executor, and would read it there in each step.
   */
  private static scala.collection.Iterator<Shard> here(
      RDD<Shard> cached, Partition partition, TaskContext context) {
    RDDBlockId block = new RDDBlockId(cached.id(), partition.index());
    scala.collection.Iterator<Shard> shards = cached.iterator(partition, context);
    if (SparkEnv.get().blockManager().getStatus(block).isDefined()) {
      return shards;
    }
    ShardRdd.store(cached, partition.index(), shards);
    return cached.iterator(partition, context);
  }
}
