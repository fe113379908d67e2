package treecast.workflow;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interruption of the process by a signal. A training that is under way answers it with a
 * checkpoint, after the step that it is at; the process ends behind that.
 */
public final class Interruption {
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean training;
  private volatile String answer = "";

  /**
   * Asks a training for a checkpoint, and waits for it.
   *
   * @param patience how long to wait at most
   * @return what the training says, for people; nothing if there is none, or if it takes too long
   */
  public Optional<String> request(Duration patience) {
    requested = true;
    if (!training) {
      return Optional.empty();
    }
    try {
      answered.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  /** Whether the process is to end. */
  boolean isRequested() {
    return requested;
  }

  /** Says that a training is under way, which answers. */
  void begin() {
    training = true;
  }

  /** Says that it is over. */
  void end() {
    training = false;
    answered.countDown();
  }

  /** Answers, and waits for the end of the process. */
  void answer(String line) {
    answer = line;
    answered.countDown();
    try {
      // Nothing is done any more: another step would only delay the end.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
