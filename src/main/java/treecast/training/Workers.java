package treecast.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import treecast.data.Shard;

/**
 * The threads of this JVM that compute shards; the caller's is one of them. Thread t of T takes the
 * shards t, t + T, t + 2T, ..., as partitions do on Spark, and adds up what it computes while that
 * is still in its cache.
 */
public final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService others;

  /**
   * Starts the threads.
   *
   * @param threads 1 or more
   */
  public Workers(int threads) {
    this.threads = threads;
    this.others = threads > 1 ? Executors.newFixedThreadPool(threads - 1) : null;
  }

  /** The sum of what each shard gives, with the same bits for every number of threads. */
  public ProfiledSum sum(List<Shard> shards, Function<Shard, ProfiledSum> gradient) {
    ProfiledSum[] parts = new ProfiledSum[threads];
    Arrays.setAll(parts, thread -> new ProfiledSum());
    each(
        shards.size(),
        (thread, i) -> parts[thread] = parts[thread].plus(gradient.apply(shards.get(i))));
    ProfiledSum sum = new ProfiledSum();
    for (ProfiledSum part : parts) {
      sum = sum.plus(part);
    }
    return sum;
  }

  /** What each shard gives, in the order of the shards. */
  public <T> List<T> map(List<Shard> shards, Function<Shard, T> function) {
    List<T> results = new ArrayList<>(Collections.nCopies(shards.size(), null));
    each(shards.size(), (thread, i) -> results.set(i, function.apply(shards.get(i))));
    return results;
  }

  private interface ShardWork {
    void of(int thread, int shard);
  }

  private void each(int shards, ShardWork work) {
    IntConsumer own =
        thread -> {
          for (int i = thread; i < shards; i += threads) {
            work.of(thread, i);
          }
        };
    List<Future<?>> running = new ArrayList<>();
    IntStream.range(1, threads).forEach(t -> running.add(others.submit(() -> own.accept(t))));
    own.accept(0);
    try {
      for (Future<?> other : running) {
        other.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while training", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a shard failed: " + e.getCause(), e);
    }
  }

  /** Lets the threads go. */
  @Override
  public void close() {
    if (others != null) {
      others.shutdownNow();
    }
  }
}
