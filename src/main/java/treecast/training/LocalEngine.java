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

/**
 * The execution engine of threads in this JVM; the caller's is one of them. Thread t of T takes the
 * shards t, t + T, t + 2T, ..., as partitions do on Spark, and adds up what it computes while that
 * is still in its cache.
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
   * @param test every shard of the test rows; none where nothing looks at them
   * @param threads how many shards are computed at once, 1 or more
   */
  public LocalEngine(List<Shard> train, List<Shard> test, int threads) {
    this.train = List.copyOf(train);
    this.test = List.copyOf(test);
    this.threads = threads;
    this.others = threads > 1 ? Executors.newFixedThreadPool(threads - 1) : null;
  }

  /** Reads both splits of a data set. */
  public static LocalEngine of(DataSet data, int shards, int threads) {
    return new LocalEngine(
        data.shards(Split.TRAIN, shards), data.shards(Split.TEST, shards), threads);
  }

  /**
   * The engine of the calling thread alone, over whole splits.
   *
   * @param train all training rows of a data set, as they lie
   * @param trainRows how many of the first of them are used
   * @param test all test rows, or null where nothing looks at them
   * @param shards number of shards
   */
  public static LocalEngine over(Shard train, int trainRows, Shard test, int shards) {
    return new LocalEngine(
        train.dealt(new ShardAssignment(trainRows, shards)),
        test == null ? List.of() : test.dealt(new ShardAssignment(test.rows(), shards)),
        1);
  }

  private record InThisJvm<T>(T value) implements Shared<T> {
    @Override
    public void close() {
      // The value stays the caller's.
    }
  }

  @Override
  public <T extends Serializable> Shared<T> share(T value) {
    return new InThisJvm<>(value);
  }

  @Override
  public Shared<double[]> share(double[] weights) {
    return new InThisJvm<>(weights);
  }

  @Override
  public ProfiledSum sum(ShardGradient each) {
    ProfiledSum[] parts = new ProfiledSum[threads];
    Arrays.setAll(parts, thread -> new ProfiledSum());
    forEach(
        train,
        (thread, i) ->
            parts[thread] = parts[thread].plus(ProfiledSum.of(each, train.get(i), pool)));
    ProfiledSum sum = new ProfiledSum();
    for (ProfiledSum part : parts) {
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
