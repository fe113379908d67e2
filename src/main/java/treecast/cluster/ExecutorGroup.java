package treecast.cluster;

import java.io.Serializable;
import java.util.List;
import treecast.cluster.Executors.Executor;

/**
 * Partitions of shards that one executor computes: those that it caches.
 *
 * @param location of the executor, in Spark's words; empty if there is none
 * @param cores number of the executor's cores
 * @param parents indices of the partitions
 */
record ExecutorGroup(String location, int cores, List<Integer> parents) implements Serializable {

  /** Partitions of an executor. */
  static ExecutorGroup of(Executor executor, List<Integer> partitions) {
    return new ExecutorGroup(
        executor.location(), executor.cores(), partitions.stream().sorted().toList());
  }

  /** Partition that any executor may compute, as none is known. */
  static ExecutorGroup anywhere(int partition) {
    return new ExecutorGroup("", 1, List.of(partition));
  }
}
