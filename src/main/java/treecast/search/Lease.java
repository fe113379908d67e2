package treecast.search;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.Paths;
import treecast.data.Storage;

/**
 * Lease of one driver on a directory, such as a ledger (a lock with a heartbeat): a file that the
 * driver rewrites at regular intervals. Another driver that wants the directory watches this file.
 * If it changes, its owner is alive, and the other driver is refused; if it has not changed for
 * long enough, its owner is dead. Only the watcher's own clock is used, so different clocks, and
 * machines that cannot see each other's processes, are no problem. An owner on the watcher's own
 * machine whose process has ended is dead at once.
 *
 * <p>A driver that was suspended for so long that another has taken over finds the other's name in
 * the file, and stops before it writes anything more. A driver that cannot write the file, for any
 * reason, holds the lease for half of the time after which another may take it, and no longer.
 */
public final class Lease implements Closeable {
  /**
   * Timing of a lease, in milliseconds.
   *
   * @param beat interval between writes
   * @param dead time without a change after which the owner is regarded as dead; more than twice
   *     the beat
   * @param settle time after which the driver named in the file owns it, if several wanted it at
   *     once
   * @param patience how long a driver waits at most for a file that cannot be written
   */
  public record Timing(long beat, long dead, long settle, long patience) {
    public static final Timing STANDARD = new Timing(2_000, 10_000, 500, 60_000);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a lease would expire before it is rewritten
     */
    public Timing {
      if (beat < 2 || beat >= dead / 2) {
        throw new IllegalArgumentException(
            "expected a beat of 2 ms or more, and of less than half of %d ms, found %d"
                .formatted(dead, beat));
      }
    }
  }

  /** The directory belongs to another driver. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** Name of the file in the directory. */
  public static final String NAME = "lease";

  private final LeaseFile file;
  private final LeaseClaim claim;
  private final Timing timing;

  /** Thread that rewrites the file, so that no other thread waits for a write that hangs. */
  private final Thread heart = new Thread(this::beat, "lease");

  private final CountDownLatch closed = new CountDownLatch(1);

  /** Start of the last successful write; other drivers see the change then or later. */
  private volatile long last;

  private volatile Throwable failure;
  private volatile String lost;

  private Lease(LeaseFile file, Timing timing) {
    this.file = file;
    this.timing = timing;
    this.claim = new LeaseClaim(file, timing);
    heart.setDaemon(true);
  }

  /** Takes the lease of a directory or URI; {@link Refused} if another driver has it. */
  public static Lease take(Storage storage, String location, Timing timing) throws IOException {
    Path file = Paths.in(location, NAME);
    FileSystem files = storage.toWrite(file);
    return take(new LeaseFile(files, file), timing);
  }

  static Lease take(LeaseFile file, Timing timing) throws IOException {
    Lease lease = new Lease(file, timing);
    lease.last = lease.claim.take(0);
    lease.heart.start();
    return lease;
  }

  /**
   * Checks that this driver still has the lease; waits for a write if the last one is too old.
   * {@link Refused} if none succeeds within the patience.
   */
  public void requireHeld() {
    long start = System.nanoTime();
    while (lost == null && isOld(last)) {
      if (!heart.isAlive() || millisSince(start) >= timing.patience()) {
        throw new Refused(
            "%s: this file must be written every %d ms, but it cannot be written (%s)"
                .formatted(file, timing.beat(), failure == null ? "no answer" : failure));
      }
      claim.pause(timing.beat() / 2);
    }
    requireNotLost();
  }

  /** The same without a wait: a file that cannot be written for a while is no reason to stop. */
  public void requireNotLost() {
    if (lost != null) {
      throw new Refused(lost);
    }
  }

  /** Whether a moment is so long ago that another driver could soon take the lease. */
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
      release();
    } catch (Throwable e) {
      // The file is not rewritten any more, from which other drivers see that the lease is free.
      failure = e;
    }
  }

  /**
   * Deletes the file; where that fails for a moment, once more, as nobody waits longer at an end.
   */
  private void release() throws IOException {
    try {
      deleteMine();
    } catch (IOException e) {
      deleteMine();
    }
  }

  private void deleteMine() throws IOException {
    if (isMine(file.read())) {
      file.delete();
    }
  }

  /** Tries to rewrite the file; false if it belongs to another driver. */
  private boolean renewed(long beat) {
    try {
      byte[] now = file.read();
      if (isMine(now)) {
        long began = System.nanoTime();
        file.write(beat);
        last = began;
      } else if (failure != null && file.isMineCutShort(now)) {
        // As after a disk that was full for long: by now another may have begun to take it.
        last = claim.take(beat);
      } else {
        throw new Refused(file.others(now));
      }
      failure = null;
    } catch (Refused e) {
      lost = e.getMessage();
      return false;
    } catch (Throwable e) {
      failure = e; // any error: the next write may succeed
    }
    return true;
  }

  /** Whether content is this driver's, perhaps incomplete, while no other can have taken over. */
  private boolean isMine(byte[] content) {
    return file.isMine(content)
        || (failure != null && millisSince(last) < timing.dead() && file.isMineCutShort(content));
  }

  /**
   * Releases the lease, if this driver still has it. If that fails or takes too long, the file
   * stays and expires, like that of a dead driver.
   */
  @Override
  public void close() {
    if (lost == null) {
      lost = file + ": this driver has released the lease";
    }
    closed.countDown();
    try {
      heart.join(timing.dead());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
