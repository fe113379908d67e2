package treecast.training;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import treecast.training.ShardThreads.PartFold;

/**
 * Work of several parts that one thread wants done, and others share. Who has time takes parts
 * until none is left; the first failure leaves out those that have not begun.
 */
final class SharedWork<R> {
  private final int parts;
  private final Supplier<R> none;
  private final PartFold<R> add;
  private final Thread caller = Thread.currentThread();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final Queue<R> results = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * Work of the calling thread.
   *
   * @throws IllegalStateException if this thread is interrupted, as it may have to end
   */
  SharedWork(int parts, Supplier<R> none, PartFold<R> add) {
    this.parts = parts;
    this.none = none;
    this.add = add;
    if (caller.isInterrupted()) {
      throw interrupted(new InterruptedException());
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    return new IllegalStateException("interrupted while training", e);
  }

  /** Takes parts until none is left, on any thread. */
  void take() {
    int part = next.getAndIncrement();
    if (part >= parts) {
      return;
    }
    int taken = 0;
    R result = none.get();
    for (; part < parts; part = next.getAndIncrement()) {
      if (failure.get() == null) {
        result = added(result, part);
      }
      taken++;
    }
    results.add(result);
    if (ended.addAndGet(taken) == parts) {
      LockSupport.unpark(caller);
    }
  }

  private R added(R before, int part) {
    try {
      return add.add(before, part);
    } catch (Throwable e) {
      // A function of Scala may throw whatever it likes; the caller must not wait forever.
      failure.compareAndSet(null, e);
      return before;
    }
  }

  /**
   * On the calling thread: waits until every part has ended, also if this thread is interrupted,
   * which leaves out parts that have not begun.
   *
   * @param spinNanos how long this thread looks before it sleeps
   */
  void await(long spinNanos) {
    long end = System.nanoTime() + spinNanos;
    boolean interrupted = false;
    while (ended.get() < parts) {
      if (System.nanoTime() < end) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          interrupted = true;
          failure.compareAndSet(null, new InterruptedException());
        }
      }
    }
    if (interrupted) {
      caller.interrupt();
    }
  }

  /** What each thread that took parts has ended with. */
  List<R> results() {
    Throwable why = failure.get();
    if (why instanceof RuntimeException cause) {
      throw cause;
    }
    if (why instanceof Error cause) {
      throw cause;
    }
    if (why instanceof InterruptedException cause) {
      throw interrupted(cause);
    }
    if (why != null) {
      throw new IllegalStateException("a shard failed: " + why, why);
    }
    return List.copyOf(results);
  }
}
