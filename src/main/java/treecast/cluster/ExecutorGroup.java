package treecast.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.RDDBlockId;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import treecast.cluster.Executors.Executor;
import treecast.data.Shard;

/**
 * Partitions of shards that one executor computes: those that it caches.
 *
 * @param location of the executor, in Spark's words; empty if there is none
 * @param cores number of the executor's cores
 * @param parents indices of the partitions
 */
record ExecutorGroup(String location, int cores, List<Integer> parents) implements Serializable {

  /**
   * The groups of an RDD that executors cache, as it is cached now. What no executor holds goes to
   * the one that has least to do, and so does what one holds beyond its share of the cores, as
   * others have come.
   */
  static List<ExecutorGroup> of(RDD<Shard> shards) {
    return of(Executors.of(shards.sparkContext()), holders(shards));
  }

  /**
   * Groups of partitions.
   *
   * @param holders identifiers of the executors that hold each partition
   */
  static List<ExecutorGroup> of(List<Executor> executors, List<List<String>> holders) {
    int partitions = holders.size();
    if (executors.isEmpty()) {
      return IntStream.range(0, partitions).mapToObj(ExecutorGroup::anywhere).toList();
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
    Load taking = Collections.min(loads, Comparator.comparingDouble(Load::perCore));
    for (int partition : left) {
      // Those that follow one another in the tree go to one executor, where their sums join.
      if (!taking.hasRoom()) {
        taking = Collections.min(loads, Comparator.comparingDouble(Load::perCore));
      }
      taking.held.add(partition);
    }
    return loads.stream()
        .filter(load -> !load.held.isEmpty())
        .map(Load::group)
        .sorted(Comparator.comparing(group -> group.parents().get(0)))
        .toList();
  }

  private static ExecutorGroup anywhere(int partition) {
    return new ExecutorGroup("", 1, List.of(partition));
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

    ExecutorGroup group() {
      return new ExecutorGroup(
          executor.location(), executor.cores(), held.stream().sorted().toList());
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
}
