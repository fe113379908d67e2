package treecast.search;

import java.io.IOException;
import java.util.Arrays;

/** Taking of a lease that nobody holds, or whose owner is dead; several drivers may try at once. */
record LeaseClaim(LeaseFile file, Lease.Timing timing) {

  /**
   * Takes the lease; {@link Lease.Refused} if another driver has it.
   *
   * @param beat number of writes before
   * @return {@link System#nanoTime} before the file was written
   */
  long take(long beat) throws IOException {
    watch();
    return claim(beat);
  }

  /** Writes the file, and waits whether this driver's name stays; the start of the writing. */
  private long claim(long beat) throws IOException {
    long began = System.nanoTime();
    file.write(beat);
    pause(timing.settle());
    byte[] settled = file.read();
    // Object stores may show a new file later.
    for (long waited = 0; settled == null && waited < timing.dead(); waited += timing.beat() / 2) {
      pause(timing.beat() / 2);
      settled = file.read();
    }
    if (!file.isMine(settled)) {
      throw new Lease.Refused(file.others(settled));
    }
    return began;
  }

  private void watch() throws IOException {
    byte[] first = file.read();
    if (file.isOfEndedProcess(first)) {
      return;
    }
    for (long waited = 0; first != null && waited < timing.dead(); waited += timing.beat() / 2) {
      pause(timing.beat() / 2);
      byte[] now = file.read();
      if (now == null) {
        return;
      }
      if (!Arrays.equals(first, now)) {
        throw new Lease.Refused(file.others(first, now));
      }
    }
  }

  void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + file, e);
    }
  }
}
