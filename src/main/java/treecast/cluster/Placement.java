package treecast.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import treecast.cluster.Executors.Executor;

/**
 * Placement of partitions on executors, each with a share that follows from its cores. The
 * partitions of an executor follow one another in the order of the summation tree: if the numbers
 * of partitions and of equal executors are powers of two, they form a subtree, and the executor's
 * sums join to one array.
 */
final class Placement {
  private Placement() {}

  /**
   * Preferred location of each partition, once the executors are there; none where no executors are
   * known.
   *
   * @param partitions number of partitions
   */
  static List<String> of(SparkContext spark, int partitions) {
    Executors.await(spark);
    return spark.isLocal() ? List.of() : of(Executors.of(spark), partitions);
  }

  static List<String> of(List<Executor> executors, int partitions) {
    if (executors.isEmpty()) {
      return List.of();
    }
    String[] locations = new String[partitions];
    List<Object> treeOrder = ShardedData.order(partitions);
    int cores = executors.stream().mapToInt(Executor::cores).sum();
    int before = 0;
    int next = 0;
    for (Executor executor : executors) {
      before += executor.cores();
      int end = share(partitions, before, cores);
      while (next < end) {
        locations[(Integer) treeOrder.get(next++)] = executor.location();
      }
    }
    return new ArrayList<>(List.of(locations));
  }

  /** Number of partitions that the first executors get, which have some of all cores. */
  static int share(int partitions, int cores, int allCores) {
    return (int) ((long) partitions * cores / allCores);
  }
}
