package treecast.data;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Retries of what is done with files, for file systems that fail for a moment: for about a minute,
 * with waits that grow. What a wait cannot mend, such as a permission that is missing, is not tried
 * again.
 */
public final class Retry {
  /** Waits between tries. None is as long as a training has for its checkpoint after a signal. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          Duration.ofSeconds(4),
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15));

  /** Time after which a failure is the last, however few tries it took. */
  private static final Duration MOST = Duration.ofSeconds(60);

  /** What a local disk says of a file that it cannot make because it is full. */
  private static final String FULL = "No space left on device";

  /** What Hadoop says of a server that ended during a call; no file was cut short. */
  private static final String CALL_CUT_SHORT = "End of File Exception between local host is";

  private static final List<Class<? extends IOException>> LASTING =
      List.of(
          FileNotFoundException.class,
          FileAlreadyExistsException.class,
          ParentNotDirectoryException.class,
          AccessControlException.class,
          AccessDeniedException.class,
          ChecksumException.class,
          EOFException.class,
          InterruptedIOException.class);

  private final Sleeper sleeper;
  private final Consumer<String> told;

  /** Places that have failed and not worked since: each is told once. */
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  /** What is done with files. */
  @FunctionalInterface
  public interface Action<T> {
    T run() throws IOException;
  }

  /** How a wait passes. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration wait) throws InterruptedException;
  }

  /**
   * Retries.
   *
   * @param sleeper passes the waits
   * @param told receives a line for each place that fails, once until it works again
   */
  public Retry(Sleeper sleeper, Consumer<String> told) {
    this.sleeper = sleeper;
    this.told = told;
  }

  /** Retries after real waits. */
  public static Retry telling(Consumer<String> told) {
    return new Retry(wait -> Thread.sleep(wait.toMillis()), told);
  }

  /**
   * Does something that can be done again from its beginning, until it succeeds or a minute is
   * over.
   *
   * @param place file or folder, for people
   * @throws IOException the last failure
   */
  public <T> T untilDone(Object place, Action<T> action) throws IOException {
    long began = System.nanoTime();
    for (Duration wait : WAITS) {
      try {
        return done(place, action);
      } catch (IOException e) {
        // A client may take most of the minute to say that nobody answers.
        if (!passes(e) || System.nanoTime() - began >= MOST.toNanos()) {
          throw e;
        }
        tell(place, e, "it is tried again for a minute");
        pause(wait, e);
      }
    }
    return done(place, action);
  }

  /**
   * Does something once where the caller tries again by himself.
   *
   * @param then what comes of a failure, for people
   * @return whether it succeeded
   */
  public boolean isDone(Object place, Action<?> action, String then) {
    try {
      done(place, action);
      return true;
    } catch (IOException e) {
      tell(place, e, then);
      return false;
    }
  }

  private <T> T done(Object place, Action<T> action) throws IOException {
    try {
      T result = action.run();
      failing.remove(place.toString());
      return result;
    } catch (FSError e) {
      // Hadoop's word for a local disk that fails; it is no more of an error than that of another.
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean passes(IOException e) {
    String message = String.valueOf(e.getMessage());
    return LASTING.stream().noneMatch(kind -> kind.isInstance(e))
        || e instanceof SocketTimeoutException
        || message.contains(FULL)
        || message.startsWith(CALL_CUT_SHORT);
  }

  private void tell(Object place, IOException e, String then) {
    if (failing.add(place.toString())) {
      String why = e.toString().lines().findFirst().orElse("");
      told.accept("%s: the file system fails (%s); %s".formatted(place, why, then));
    }
  }

  private void pause(Duration wait, IOException e) throws IOException {
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }
}
