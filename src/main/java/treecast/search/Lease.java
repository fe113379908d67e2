package treecast.search;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.Paths;
import treecast.data.Storage;

/**
 * The right of one driver to a ledger: a file that it writes anew again and again. Whoever wants
 * the ledger watches that file. If it changes, its driver is alive, and the other one is refused;
 * if it has not changed for long enough, its driver is dead. No clock but the watcher's own is
 * asked, so clocks that differ, and machines that cannot see each other's processes, do no harm.
 *
 * <p>A driver that was stopped for so long that another has taken over finds the other's name in
 * the file, and stops before it writes anything more. One that cannot write the file, for whatever
 * reason, holds it for half of the time after which another may take it, and no longer.
 */
public final class Lease implements Closeable {
  /**
   * How time is kept, in milliseconds.
   *
   * @param beat from one writing to the next
   * @param dead without a change, after which the driver is dead; more than twice the beat
   * @param settle after which whoever stands in the file has it, where two wanted it at once
   */
  public record Timing(long beat, long dead, long settle) {
    public static final Timing STANDARD = new Timing(2_000, 10_000, 500);

    /**
     * Checks that a driver can keep what it has.
     *
     * @throws IllegalArgumentException if a lease would run out before it is written anew
     */
    public Timing {
      if (beat < 2 || beat >= dead / 2) {
        throw new IllegalArgumentException(
            "expected a beat of 2 ms or more, and of less than half of %d ms, found %d"
                .formatted(dead, beat));
      }
    }
  }

  /** The ledger belongs to another driver. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private final LeaseFile file;
  private final Timing timing;

  /** Alone touches the file, once the lease is taken: nobody else waits for a write that hangs. */
  private final Thread heart = new Thread(this::beat, "lease");

  private final CountDownLatch closed = new CountDownLatch(1);

  /** When the last beat that succeeded began; others see its change then or later. */
  private volatile long last;

  private volatile Throwable failure;
  private volatile String lost;

  private Lease(LeaseFile file, Timing timing) {
    this.file = file;
    this.timing = timing;
    heart.setDaemon(true);
  }

  /**
   * Takes a ledger, as soon as it is clear that nobody else has it.
   *
   * @param place the ledger's directory or URI
   * @throws Refused if another driver is alive
   */
  public static Lease take(Storage storage, String place, Timing timing) throws IOException {
    Path file = Paths.in(place, "lease");
    FileSystem files = storage.toWrite(file);
    return take(new LeaseFile(files, file), timing);
  }

  /** Takes the ledger of a file. */
  static Lease take(LeaseFile file, Timing timing) throws IOException {
    Lease lease = new Lease(file, timing);
    lease.watch();
    lease.last = System.nanoTime();
    file.write(0);
    lease.pause(timing.settle());
    byte[] settled = file.read();
    if (!file.isMine(settled)) {
      throw new Refused(file.others(settled));
    }
    lease.heart.start();
    return lease;
  }

  private void watch() throws IOException {
    byte[] first = file.read();
    for (long waited = 0; first != null && waited < timing.dead(); waited += timing.beat() / 2) {
      pause(timing.beat() / 2);
      byte[] now = file.read();
      if (now == null) {
        return;
      }
      if (!Arrays.equals(first, now)) {
        throw new Refused(file.others(first, now));
      }
    }
  }

  /**
   * Ends the driver's work where the ledger is its own no more, or nobody knows. A driver that was
   * stopped and goes on finds its last beat too old: it waits for the next, which tells.
   *
   * @throws Refused if the ledger is another's, or if no beat succeeded in half of the time after
   *     which another may take it
   */
  public void requireHeld() {
    long asked = System.nanoTime();
    while (lost == null && isOld(last)) {
      if (!heart.isAlive() || isOld(asked)) {
        throw new Refused(
            "%s: expected to write it every %d ms, found that it cannot be written (%s)"
                .formatted(file, timing.beat(), failure == null ? "no answer" : failure));
      }
      pause(timing.beat() / 2);
    }
    if (lost != null) {
      throw new Refused(lost);
    }
  }

  /** Whether something lies back so far that another driver could soon take the ledger. */
  private boolean isOld(long moment) {
    return millisSince(moment) >= timing.dead() / 2;
  }

  private static long millisSince(long moment) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - moment);
  }

  private void beat() {
    try {
      for (long beat = 1; !closed.await(timing.beat(), TimeUnit.MILLISECONDS); beat++) {
        if (!renewed(beat)) {
          return;
        }
      }
      if (isMine(file.read())) {
        file.delete();
      }
    } catch (Throwable e) {
      // The last beat grows old, and the file with it: that is all that others need to know.
      failure = e;
    }
  }

  /** Writes the file anew, or tries to; false where it is another's. */
  private boolean renewed(long beat) {
    long began = System.nanoTime();
    try {
      byte[] now = file.read();
      if (!isMine(now)) {
        lost = file.others(now);
        return false;
      }
      file.write(beat);
      failure = null;
      last = began;
    } catch (Throwable e) {
      failure = e; // whatever it is: the next beat may do better
    }
    return true;
  }

  /** Also what its own writing left half-way, while nobody can have taken over since. */
  private boolean isMine(byte[] content) {
    return file.isMine(content)
        || (failure != null && millisSince(last) < timing.dead() && file.isMineCutShort(content));
  }

  private void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + file, e);
    }
  }

  /**
   * Gives the ledger back, if it is still this driver's. Where that takes too long, or fails, the
   * file stays and grows old, as a dead driver's does.
   */
  @Override
  public void close() {
    if (lost == null) {
      lost = file + ": expected a lease that is held, found one that was given back";
    }
    closed.countDown();
    try {
      heart.join(timing.dead());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
