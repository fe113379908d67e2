package treecast.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
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
    String[] locations = new String[partitions];
    for (ExecutorGroup group : runs(executors, Collections.nCopies(partitions, List.of()))) {
      group.parents().forEach(partition -> locations[partition] = group.location());
    }
    return executors.isEmpty() ? List.of() : List.of(locations);
  }

  /**
   * Partitions cut into as many runs as there are executors. Each run goes to the executor that
   * holds most of it, of those that have none yet.
   *
   * @param holders identifiers of the executors that hold each partition
   */
  static List<ExecutorGroup> runs(List<Executor> executors, List<List<String>> holders) {
    List<Integer> order = ShardedData.order(holders.size());
    int allCores = executors.stream().mapToInt(Executor::cores).sum();
    List<Executor> waiting = new ArrayList<>(executors);
    List<ExecutorGroup> groups = new ArrayList<>();
    int cores = 0;
    while (!waiting.isEmpty()) {
      int before = cores;
      int from = share(order.size(), before, allCores);
      Function<Executor, List<Integer>> run =
          one -> order.subList(from, share(order.size(), before + one.cores(), allCores));
      Executor next =
          Collections.max(
              waiting, Comparator.comparingLong(one -> held(one, run.apply(one), holders)));
      groups.add(ExecutorGroup.of(next, run.apply(next)));
      waiting.remove(next);
      cores += next.cores();
    }
    return groups.stream().filter(group -> !group.parents().isEmpty()).toList();
  }

  private static long held(Executor executor, List<Integer> run, List<List<String>> holders) {
    return run.stream().filter(part -> holders.get(part).contains(executor.id())).count();
  }

  /** Number of partitions that the first executors get, which have some of all cores. */
  static int share(int partitions, int cores, int allCores) {
    return (int) ((long) partitions * cores / allCores);
  }

  /**
   * Number of arrays to which the sums of all executors join before they leave them.
   *
   * @param partitions number of all partitions
   */
  static int sums(List<ExecutorGroup> groups, int partitions) {
    return groups.stream()
        .mapToInt(group -> sums(Set.copyOf(group.parents()), partitions, 0, 1))
        .sum();
  }

  /** Of the subtree of the partitions first, first + stride, first + 2 stride and so on. */
  private static int sums(Set<Integer> held, int partitions, int first, int stride) {
    int[] all = IntStream.iterate(first, p -> p < partitions, p -> p + stride).toArray();
    long here = IntStream.of(all).filter(held::contains).count();
    if (here == 0 || here == all.length) {
      return here == 0 ? 0 : 1;
    }
    return sums(held, partitions, first, 2 * stride)
        + sums(held, partitions, first + stride, 2 * stride);
  }
}
