package treecast.cluster;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Results on their way from whichever thread they come on to the one that waits for them, so that
 * slow work on a result keeps no scheduler waiting.
 */
final class Arrivals<T> {
  private static final long LOOK_MILLIS = 50;

  private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();

  /** Takes a result, on any thread. */
  void add(T result) {
    queue.add(result);
  }

  /**
   * Hands on so many results, or those that have come when it is over.
   *
   * @param over whether no more will come
   * @return how many there were
   */
  int drain(int most, Consumer<T> each, BooleanSupplier over) {
    int count = 0;
    try {
      while (count < most) {
        boolean last = over.getAsBoolean();
        T result = queue.poll(last ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (result != null) {
          each.accept(result);
          count++;
        } else if (last) {
          return count;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trials were running", e);
    }
    return count;
  }
}
