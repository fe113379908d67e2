package treecast.training;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;

/**
 * Threads of this JVM that compute shards, the calling thread among them. Several threads may call
 * at once: then they get fewer others, none if there are as many callers as threads.
 *
 * <p>A step takes a millisecond or less, and waking a thread a twentieth of that. So a thread that
 * has nothing to do looks for more for {@link #SPIN_NANOS} before it sleeps, if each has a
 * processor.
 */
public final class ShardThreads implements AutoCloseable {
  /** How long a thread without work looks for more; about as long as an update takes. */
  static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private static final long IDLE_SECONDS = 60;

  private final int threads;
  private final boolean spins;
  private final AtomicInteger callers = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();
  private final Queue<SharedWork<?>> offers = new ConcurrentLinkedQueue<>();

  /** Number of offers; a queue that waits by itself spins without an end in Java 17. */
  private final Semaphore offered = new Semaphore(0);

  /** They end after some time without work, so that an engine that nobody closes leaves none. */
  private final ExecutorService pool = Executors.newCachedThreadPool(ShardThreads::daemon);

  /**
   * Threads that start when there is work.
   *
   * @param threads number of threads that compute at once, 1 or more
   */
  public ShardThreads(int threads) {
    this.threads = threads;
    this.spins = threads <= Runtime.getRuntime().availableProcessors();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "treecast-engine");
    thread.setDaemon(true);
    return thread;
  }

  /** Function that adds a part of the work to what a thread has so far. */
  @FunctionalInterface
  public interface PartFold<R> {
    R add(R before, int part);
  }

  /**
   * Folds the parts of some work. Each thread takes the next part when it has ended one. All have
   * ended when this method does, also if it fails; what a part throws is thrown here, and parts
   * that have not begun by then are left out.
   *
   * @param parts number of parts
   * @param none what each thread begins with
   * @return what the threads end with, in any order: at most one for each thread
   * @throws IllegalStateException if the calling thread is interrupted
   */
  public <R> List<R> fold(int parts, Supplier<R> none, PartFold<R> add) {
    SharedWork<R> work = new SharedWork<>(parts, none, add);
    int wanted = Math.min(threads - callers.incrementAndGet(), parts - 1);
    try {
      offer(work, wanted);
      work.take();
      withdraw(work);
      work.await(spins ? SPIN_NANOS : 0);
    } finally {
      callers.decrementAndGet();
    }
    return work.results();
  }

  /**
   * Sums the gradients of shards; the slowest thread counts as the slowest task.
   *
   * @param parts number of parts
   * @param shards the shards of each part
   * @param arrays supplies the arrays of the sums, and receives them
   */
  public TimedGradientSum sum(
      int parts,
      IntFunction<? extends Iterable<Shard>> shards,
      Engine.ShardGradient each,
      ArrayPool arrays) {
    return fold(
            parts,
            ThreadSum::new,
            (sum, part) -> {
              for (Shard shard : shards.apply(part)) {
                sum.add(TimedGradientSum.of(each, shard, arrays));
              }
              return sum;
            })
        .stream()
        .map(ThreadSum::timed)
        .reduce(new TimedGradientSum(), TimedGradientSum::plus);
  }

  /** Sum of one thread, with the time from its beginning to the last shard. */
  private static final class ThreadSum {
    private final long start = System.nanoTime();
    private TimedGradientSum sum = new TimedGradientSum();
    private long nanos;

    void add(TimedGradientSum shard) {
      sum = sum.plus(shard);
      nanos = System.nanoTime() - start;
    }

    TimedGradientSum timed() {
      return sum.tookTask(nanos);
    }
  }

  private void offer(SharedWork<?> work, int wanted) {
    for (int alive = others.get(); alive < wanted; alive = others.get()) {
      if (others.compareAndSet(alive, alive + 1)) {
        pool.execute(this::help);
      }
    }
    for (int i = 0; i < wanted; i++) {
      offers.add(work);
      offered.release();
    }
  }

  /** Takes back what nobody has found in time, so that it holds no rows and no weights. */
  private void withdraw(SharedWork<?> work) {
    while (offers.remove(work)) {
      // Where it does not succeed, a thread is on its way and will find nothing.
      offered.tryAcquire();
    }
  }

  private void help() {
    try {
      while (isOffered()) {
        SharedWork<?> work = offers.poll();
        if (work != null) {
          work.take();
        }
      }
    } catch (InterruptedException e) {
      // Closed: this thread ends.
      return;
    } finally {
      others.decrementAndGet();
    }
  }

  /** Waits for an offer; false if there is none for long. */
  private boolean isOffered() throws InterruptedException {
    long end = System.nanoTime() + (spins ? SPIN_NANOS : 0);
    boolean found = offered.tryAcquire();
    while (!found && System.nanoTime() < end) {
      Thread.onSpinWait();
      found = offered.tryAcquire();
    }
    return found || offered.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS);
  }

  /** What these threads are, for people. */
  @Override
  public String toString() {
    return threads == 1 ? "1 thread of this JVM" : threads + " threads of this JVM";
  }

  /** Ends the threads. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
