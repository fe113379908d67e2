package treecast.cluster;

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
 * Partitions that executors cache, and their distribution among the executors that are there now:
 * few of them are moved, and the sums of each executor join to few arrays.
 */
final class CachedPartitions {
  private CachedPartitions() {}

  /** The groups of an RDD, as it is cached now. */
  static List<ExecutorGroup> groups(List<Executor> executors, RDD<Shard> shards) {
    return groups(executors, holders(shards));
  }

  /**
   * Groups of partitions: what executors hold, unless runs in the order of the tree join to fewer
   * sums. A partition is moved once, and sums cross the network in each step.
   *
   * @param holders identifiers of the executors that hold each partition
   */
  static List<ExecutorGroup> groups(List<Executor> executors, List<List<String>> holders) {
    int partitions = holders.size();
    if (executors.isEmpty()) {
      return IntStream.range(0, partitions).mapToObj(ExecutorGroup::anywhere).toList();
    }
    List<ExecutorGroup> held = held(executors, holders);
    List<ExecutorGroup> runs = Placement.runs(executors, holders);
    boolean fewer = Placement.sums(runs, partitions) < Placement.sums(held, partitions);
    return (fewer ? runs : held)
        .stream().sorted(Comparator.comparing(group -> group.parents().get(0))).toList();
  }

  /**
   * What executors hold. What none holds goes to the one that has least to do, and so does what one
   * holds beyond its share of the cores, as others have come.
   */
  private static List<ExecutorGroup> held(List<Executor> executors, List<List<String>> holders) {
    int partitions = holders.size();
    int cores = executors.stream().mapToInt(Executor::cores).sum();
    List<Load> loads =
        executors.stream().map(executor -> new Load(executor, partitions, cores)).toList();
    List<Integer> left = new ArrayList<>();
    for (int partition : ShardedData.order(partitions)) {
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
        .map(load -> ExecutorGroup.of(load.executor, load.held))
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
