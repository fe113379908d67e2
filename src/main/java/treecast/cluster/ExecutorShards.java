package treecast.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.RDDBlockId;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import treecast.cluster.Executors.Executor;
import treecast.data.Shard;

/**
 * RDD of shards with one partition for each executor that caches some of them, so that one task
 * computes all that is cached there, with all cores of the executor, and joins it before anything
 * leaves. A task that cannot run where its shards are reads them elsewhere, as always with Spark.
 */
final class ExecutorShards extends RDD<Shard> {
  private static final long serialVersionUID = 1L;

  /**
   * What one executor caches.
   *
   * @param location of the executor, in Spark's words; empty if there is none
   * @param cores number of the executor's cores
   * @param parents indices of the cached partitions
   */
  record Group(String location, int cores, List<Integer> parents) implements Serializable {}

  private record Cached(int index, Group group, Partition[] partitions) implements Partition {}

  /** Dependency of each group on the partitions that it consists of. */
  private static final class OnCached extends NarrowDependency<Shard> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a serialisable list, which the interface does not say
    private final List<Group> groups;

    OnCached(RDD<Shard> shards, List<Group> groups) {
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
  private final List<Group> groups;

  /** RDD of groups, each of which is not empty. */
  ExecutorShards(RDD<Shard> shards, List<Group> groups) {
    super(
        shards.sparkContext(),
        CollectionConverters.asScala(
                List.<org.apache.spark.Dependency<?>>of(new OnCached(shards, groups)))
            .toSeq(),
        ClassTag.apply(Shard.class));
    this.groups = groups;
    setName(shards.name());
  }

  /** The groups of an RDD that executors cache, as it is cached now. */
  static List<Group> groups(RDD<Shard> shards) {
    SparkContext spark = shards.sparkContext();
    Map<String, Executor> alive = new TreeMap<>();
    Executors.of(spark).forEach(executor -> alive.put(executor.id(), executor));
    Map<String, List<Integer>> held = new HashMap<>();
    List<Integer> homeless = new ArrayList<>();
    List<List<String>> holders = holders(shards);
    for (int partition = 0; partition < holders.size(); partition++) {
      List<String> there = holders.get(partition).stream().filter(alive::containsKey).toList();
      if (there.isEmpty()) {
        homeless.add(partition);
      } else {
        held.computeIfAbsent(there.get(0), id -> new ArrayList<>()).add(partition);
      }
    }
    if (alive.isEmpty()) {
      return homeless.stream().map(one -> new Group("", 1, List.of(one))).toList();
    }
    // What a lost executor held goes to the one that has least to do.
    for (int partition : homeless) {
      String least =
          alive.keySet().stream()
              .min(
                  Comparator.comparingDouble(
                      id ->
                          held.getOrDefault(id, List.of()).size() / (double) alive.get(id).cores()))
              .orElseThrow();
      held.computeIfAbsent(least, id -> new ArrayList<>()).add(partition);
    }
    return held.entrySet().stream()
        .map(one -> group(alive.get(one.getKey()), one.getValue()))
        .sorted(Comparator.comparing(group -> group.parents().get(0)))
        .toList();
  }

  private static Group group(Executor executor, List<Integer> partitions) {
    return new Group(executor.location(), executor.cores(), partitions.stream().sorted().toList());
  }

  /** The executors that cache each partition. */
  private static List<List<String>> holders(RDD<Shard> shards) {
    BlockId[] blocks =
        IntStream.range(0, shards.getNumPartitions())
            .mapToObj(partition -> new RDDBlockId(shards.id(), partition))
            .toArray(BlockId[]::new);
    List<List<String>> holders = new ArrayList<>();
    for (Seq<BlockManagerId> found :
        CollectionConverters.asJava(SparkEnv.get().blockManager().master().getLocations(blocks))) {
      holders.add(
          CollectionConverters.asJava(found).stream().map(BlockManagerId::executorId).toList());
    }
    return holders;
  }

  /** The groups that this RDD consists of. */
  List<Group> groups() {
    return groups;
  }

  /** Number of cores with which a partition is computed. */
  static int cores(Partition partition) {
    return ((Cached) partition).group().cores();
  }

  @Override
  public Partition[] getPartitions() {
    Partition[] cached = shards().partitions();
    return IntStream.range(0, groups.size())
        .mapToObj(i -> new Cached(i, groups.get(i), of(groups.get(i), cached)))
        .toArray(Partition[]::new);
  }

  private static Partition[] of(Group group, Partition[] cached) {
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
    List<Shard> all = new ArrayList<>();
    for (Partition cached : ((Cached) split).partitions()) {
      CollectionConverters.asJava(shards().iterator(cached, context)).forEachRemaining(all::add);
    }
    return CollectionConverters.asScala(all.iterator());
  }
}
