package treecast.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.training.Engine.ShardGradient;
import treecast.training.TimedGradientSum;

/** Gradient sum over the shards of a task, with several threads of the executor. */
final class ExecutorSum {
  private ExecutorSum() {}

  /**
   * Sums the gradients of shards.
   *
   * @param threads number of threads that compute at once, this one included; the others are those
   *     of {@link java.util.concurrent.ForkJoinPool#commonPool}
   */
  static TimedGradientSum of(ShardGradient each, Iterator<Shard> shards, int threads) {
    long start = System.nanoTime();
    List<Shard> all = new ArrayList<>();
    shards.forEachRemaining(all::add);
    AtomicInteger next = new AtomicInteger();
    Supplier<TimedGradientSum> part =
        () -> {
          TimedGradientSum sum = new TimedGradientSum();
          for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
            sum = sum.plus(TimedGradientSum.of(each, all.get(i), ArrayPool.shared()));
          }
          return sum;
        };
    List<CompletableFuture<TimedGradientSum>> others =
        IntStream.range(1, Math.min(threads, all.size()))
            .mapToObj(thread -> CompletableFuture.supplyAsync(part))
            .toList();
    TimedGradientSum sum = part.get();
    try {
      for (CompletableFuture<TimedGradientSum> other : others) {
        sum = sum.plus(other.join());
      }
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return sum.tookTask(System.nanoTime() - start);
  }
}
