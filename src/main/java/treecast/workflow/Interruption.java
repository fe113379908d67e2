package treecast.workflow;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interruption of the process by a signal. Each training that is under way answers it with a
 * checkpoint, after the step that it is at; the process ends behind the last answer.
 */
public final class Interruption {
  private volatile boolean requested;
  private int trainings;
  private volatile String answer = "";

  /**
   * Asks the trainings for checkpoints, and waits for them.
   *
   * @param patience how long to wait at most
   * @return what the last one says, for people; nothing if there is none, or if it takes too long
   */
  public Optional<String> request(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (this) {
      requested = true;
      try {
        for (long left = patience.toMillis(); trainings > 0 && left > 0; left = millisUntil(end)) {
          wait(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  private static long millisUntil(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
  }

  /** Whether the process is to end. */
  boolean isRequested() {
    return requested;
  }

  /** Says that a training is under way, which answers. */
  synchronized void begin() {
    trainings++;
  }

  /** Says that a training that is under way is over. */
  synchronized void end() {
    trainings--;
    if (trainings == 0) {
      notifyAll();
    }
  }

  /** Answers in place of {@link #end}, and waits for the end of the process. */
  void answer(String line) {
    answer = line;
    end();
    try {
      // Nothing is done any more: another step would only delay the end.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
