package treecast.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
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

  /**
   * The groups of an RDD that executors cache, as it is cached now. What no executor holds goes to
   * the one that has least to do, and so does what one holds beyond its share of the cores, as
   * others have come.
   */
  static List<Group> groups(RDD<Shard> shards) {
    return groups(Executors.of(shards.sparkContext()), holders(shards));
  }

  /**
   * Groups of partitions.
   *
   * @param holders identifiers of the executors that hold each partition
   */
  static List<Group> groups(List<Executor> executors, List<List<String>> holders) {
    int partitions = holders.size();
    if (executors.isEmpty()) {
      return IntStream.range(0, partitions)
          .mapToObj(partition -> new Group("", 1, List.of(partition)))
          .toList();
    }
    int cores = executors.stream().mapToInt(Executor::cores).sum();
    List<Load> loads =
        executors.stream().map(executor -> new Load(executor, partitions, cores)).toList();
    List<Integer> left = new ArrayList<>();
    for (Object next : ShardedData.order(partitions)) {
      int partition = (Integer) next;
      loads.stream()
          .filter(load -> holders.get(partition).contains(load.executor.id()) && load.hasRoom())
          .min(Comparator.comparingDouble(Load::perCore))
          .ifPresentOrElse(load -> load.held.add(partition), () -> left.add(partition));
    }
    for (int partition : left) {
      loads.stream()
          .min(Comparator.comparingDouble(Load::perCore))
          .orElseThrow()
          .held
          .add(partition);
    }
    return loads.stream()
        .filter(load -> !load.held.isEmpty())
        .map(Load::group)
        .sorted(Comparator.comparing(group -> group.parents().get(0)))
        .toList();
  }

  /** What an executor gets. */
  private static final class Load {
    private final Executor executor;
    private final int share;
    private final List<Integer> held = new ArrayList<>();

    Load(Executor executor, int partitions, int cores) {
      this.executor = executor;
      this.share = (partitions * executor.cores() + cores - 1) / cores;
    }

    boolean hasRoom() {
      return held.size() < share;
    }

    double perCore() {
      return held.size() / (double) executor.cores();
    }

    Group group() {
      return new Group(executor.location(), executor.cores(), held.stream().sorted().toList());
    }
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

  /** Number of cores of the executor for which each partition is. */
  int[] cores() {
    return groups.stream().mapToInt(Group::cores).toArray();
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
    RDD<Shard> cached = shards();
    Iterator<Partition> partitions = List.of(((Cached) split).partitions()).iterator();
    return CollectionConverters.asScala(
        new Iterator<Shard>() {
          private Iterator<Shard> current = Collections.emptyIterator();

          @Override
          public boolean hasNext() {
            while (!current.hasNext() && partitions.hasNext()) {
              current = CollectionConverters.asJava(cached.iterator(partitions.next(), context));
            }
            return current.hasNext();
          }

          @Override
          public Shard next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return current.next();
          }
        });
  }
}
