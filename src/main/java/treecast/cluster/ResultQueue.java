package treecast.cluster;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Queue of results from the threads that deliver them, such as Spark's scheduler, to the one thread
 * that processes them, so that processing never blocks the scheduler.
 */
final class ResultQueue<T> {
  private final BlockingQueue<Entry<T>> queue = new LinkedBlockingQueue<>();

  private record Entry<T>(T result, Optional<Throwable> failure) {}

  /** Adds a result, on any thread. */
  void add(T result) {
    queue.add(new Entry<>(result, Optional.empty()));
  }

  /** Ends the queue with an error: no more results will come; on any thread. */
  void fail(Throwable why) {
    queue.add(new Entry<>(null, Optional.of(why)));
  }

  /**
   * Passes results to a consumer in the order in which they arrive, until there were {@code count}.
   *
   * @param waiting called every second without a result; an exception that it throws ends the wait
   * @throws IllegalStateException if no more come, with the reason as its cause, or if this thread
   *     is interrupted
   */
  void drain(int count, Consumer<T> each, Runnable waiting) {
    for (int i = 0; i < count; i++) {
      Entry<T> next = take(waiting);
      if (next.failure().isPresent()) {
        Throwable why = next.failure().get();
        throw new IllegalStateException(
            "%d of %d results are missing: %s".formatted(count - i, count, why.getMessage()), why);
      }
      each.accept(next.result());
    }
  }

  private Entry<T> take(Runnable waiting) {
    try {
      Entry<T> next = queue.poll(1, TimeUnit.SECONDS);
      while (next == null) {
        waiting.run();
        next = queue.poll(1, TimeUnit.SECONDS);
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for results", e);
    }
  }
}
