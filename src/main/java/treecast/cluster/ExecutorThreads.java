package treecast.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.training.Engine.ShardGradient;
import treecast.training.TimedGradientSum;

/**
 * Computation on the shards of a task with several threads of the executor. The common pool of Java
 * has none on a machine of one or two processors.
 */
final class ExecutorThreads {
  /** They end after a minute without work; the buffers of products belong to threads. */
  private static final Executor THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "treecast-shards");
            thread.setDaemon(true);
            return thread;
          });

  private ExecutorThreads() {}

  /** Sums the gradients of shards. */
  static TimedGradientSum sum(ShardGradient each, Iterator<Shard> shards, int threads) {
    long start = System.nanoTime();
    return ExecutorThreads.<TimedGradientSum>fold(
            shards,
            threads,
            TimedGradientSum::new,
            (sum, shard) -> sum.plus(TimedGradientSum.of(each, shard, ArrayPool.shared())))
        .stream()
        .reduce(new TimedGradientSum(), TimedGradientSum::plus)
        .tookTask(System.nanoTime() - start);
  }

  /**
   * Folds shards: as many at once as there are threads, so that shards that Spark keeps on disk are
   * never all in memory. The shards are read on this thread, as Spark wants it.
   *
   * @param threads number of threads that compute at once, this one included
   * @param none what each thread begins with
   * @return what each thread ends with
   */
  static <T> List<T> fold(
      Iterator<Shard> shards, int threads, Supplier<T> none, BiFunction<T, Shard, T> add) {
    List<T> results = new ArrayList<>();
    List<CompletableFuture<T>> others = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      results.add(none.get());
    }
    while (shards.hasNext()) {
      Shard first = shards.next();
      others.clear();
      for (int i = 1; i < threads && shards.hasNext(); i++) {
        T before = results.get(i);
        Shard shard = shards.next();
        others.add(CompletableFuture.supplyAsync(() -> add.apply(before, shard), THREADS));
      }
      results.set(0, add.apply(results.get(0), first));
      for (int i = 0; i < others.size(); i++) {
        results.set(i + 1, result(others.get(i)));
      }
    }
    return results;
  }

  private static <T> T result(CompletableFuture<T> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
