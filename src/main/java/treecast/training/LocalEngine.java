package treecast.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.linalg.ArrayPool;
import treecast.linalg.FlatArray;

/**
 * Execution engine with threads of this JVM, including the caller's thread. Thread t of T computes
 * the shards t, t + T, t + 2T, ..., like a partition on Spark, and adds their gradients while they
 * are still in its cache.
 */
public final class LocalEngine implements Engine {
  private final List<Shard> train;
  private final List<Shard> test;
  private final int threads;
  private final ExecutorService others;
  private final ArrayPool pool = new ArrayPool();

  /**
   * Starts the threads.
   *
   * @param train every shard of the training rows
   * @param test every shard of the test rows; empty if there is no evaluation on test rows
   * @param threads number of shards that are computed at once, 1 or more
   */
  public LocalEngine(List<Shard> train, List<Shard> test, int threads) {
    this.train = List.copyOf(train);
    this.test = List.copyOf(test);
    this.threads = threads;
    this.others = threads > 1 ? Executors.newFixedThreadPool(threads - 1) : null;
  }

  /** Engine with both splits of a data set, which are read here. */
  public static LocalEngine of(DataSet data, int shards, int threads) {
    return new LocalEngine(
        data.shards(Split.TRAIN, shards), data.shards(Split.TEST, shards), threads);
  }

  /**
   * Engine with only the calling thread, on splits that are in memory.
   *
   * @param train all training rows of a data set, in file order
   * @param trainRows number of training rows to use, the first ones
   * @param test all test rows, or null if there is no evaluation on test rows
   * @param shards number of shards
   */
  public static LocalEngine over(Shard train, int trainRows, Shard test, int shards) {
    return new LocalEngine(
        train.shards(new ShardAssignment(trainRows, shards)),
        test == null ? List.of() : test.shards(new ShardAssignment(test.rows(), shards)),
        1);
  }

  private record InThisJvm<T>(T value) implements SharedValue<T> {
    @Override
    public void close() {
      // Nothing to release: the value belongs to the caller.
    }
  }

  @Override
  public <T extends Serializable> SharedValue<T> share(T value) {
    return new InThisJvm<>(value);
  }

  @Override
  public SharedValue<FlatArray> share(FlatArray weights) {
    return new InThisJvm<>(weights);
  }

  @Override
  public TimedGradientSum sum(ShardGradient each) {
    TimedGradientSum[] parts = new TimedGradientSum[threads];
    Arrays.setAll(parts, thread -> new TimedGradientSum());
    forEach(
        train,
        (thread, i) ->
            parts[thread] = parts[thread].plus(TimedGradientSum.of(each, train.get(i), pool)));
    TimedGradientSum sum = new TimedGradientSum();
    for (TimedGradientSum part : parts) {
      sum = sum.plus(part);
    }
    return sum;
  }

  @Override
  public <T> List<T> map(Split split, ShardFunction<T> each) {
    List<Shard> shards = split == Split.TRAIN ? train : test;
    List<T> results = new ArrayList<>(Collections.nCopies(shards.size(), null));
    forEach(shards, (thread, i) -> results.set(i, each.apply(shards.get(i))));
    return results;
  }

  private interface ShardWork {
    void of(int thread, int shard);
  }

  private void forEach(List<Shard> shards, ShardWork work) {
    IntConsumer own =
        thread -> {
          for (int i = thread; i < shards.size(); i += threads) {
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

  @Override
  public void close() {
    if (others != null) {
      others.shutdownNow();
    }
  }
}
