package treecast.search;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.Storage;

/**
 * The right of one driver to a ledger: a file that it writes anew again and again. Whoever wants
 * the ledger watches that file. If it changes, its driver is alive, and the other one is refused;
 * if it has not changed for long enough, its driver is dead. No clock but the watcher's own is
 * asked, so clocks that differ, and machines that cannot see each other's processes, do no harm.
 *
 * <p>A driver that was stopped for so long that another has taken over finds the other's name in
 * the file, and stops before it writes anything more.
 */
public final class Lease implements Closeable {
  /**
   * How time is kept, in milliseconds.
   *
   * @param beat from one writing to the next
   * @param dead without a change, after which the driver is dead
   * @param settle after which whoever stands in the file has it, where two wanted it at once
   */
  public record Timing(long beat, long dead, long settle) {
    public static final Timing STANDARD = new Timing(2_000, 10_000, 500);
  }

  /** The ledger belongs to another driver. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private final FileSystem files;
  private final Path file;
  private final Timing timing;
  private final String name;
  private final Thread heart = new Thread(this::beat, "lease");
  private byte[] written = new byte[0];
  private volatile String lost;
  private volatile boolean closed;

  private Lease(FileSystem files, Path file, Timing timing) throws IOException {
    this.files = files;
    this.file = file;
    this.timing = timing;
    this.name =
        "%s, process %d on %s"
            .formatted(
                UUID.randomUUID(),
                ProcessHandle.current().pid(),
                InetAddress.getLocalHost().getHostName());
    heart.setDaemon(true);
  }

  /**
   * Takes a ledger, as soon as it is clear that nobody else has it.
   *
   * @param place the ledger's directory or URI
   * @throws Refused if another driver is alive
   */
  public static Lease take(Storage storage, String place, Timing timing) throws IOException {
    Path file = new Path(place, "lease");
    FileSystem files = storage.of(file);
    files.setWriteChecksum(false);
    Lease lease = new Lease(files, file, timing);
    lease.watch();
    lease.write(0);
    lease.pause(timing.settle());
    if (!lease.isMine()) {
      throw new Refused(lease.others(lease.read()));
    }
    lease.heart.start();
    return lease;
  }

  private void watch() throws IOException {
    byte[] first = read();
    for (long waited = 0; first != null && waited < timing.dead(); waited += timing.beat() / 2) {
      pause(timing.beat() / 2);
      byte[] now = read();
      if (now == null) {
        return;
      }
      if (!Arrays.equals(first, now)) {
        throw new Refused(others(first, now));
      }
    }
  }

  /** The complaint, with the name that stands in one of the file's contents. */
  private String others(byte[]... contents) {
    String who =
        Arrays.stream(contents)
            .filter(content -> content != null)
            .map(content -> new String(content, StandardCharsets.UTF_8))
            .flatMap(String::lines)
            .findFirst()
            .orElse("no name yet");
    return "%s: expected no other driver on this ledger, found one that is alive (%s)"
        .formatted(file.getParent(), who);
  }

  /** Ends the driver's work where the ledger is its own no more. */
  public void requireHeld() {
    if (lost != null) {
      throw new Refused(lost);
    }
  }

  private void beat() {
    long last = System.nanoTime();
    for (long beat = 1; !closed; beat++) {
      pause(timing.beat());
      try {
        if (closed) {
          return;
        }
        if (!isMine()) {
          lost = others(read());
          return;
        }
        write(beat);
        last = System.nanoTime();
      } catch (IOException | UncheckedIOException e) {
        if (System.nanoTime() - last > timing.dead() * 1_000_000) {
          lost = "%s: expected to keep it, found that it cannot be written (%s)".formatted(file, e);
          return;
        }
      }
    }
  }

  private boolean isMine() throws IOException {
    return Arrays.equals(read(), written);
  }

  /** The file's content, or null where there is none. */
  private byte[] read() throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  private synchronized void write(long beat) throws IOException {
    if (closed) {
      return;
    }
    byte[] content = "%s%nbeat %d%n".formatted(name, beat).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = files.create(file, true)) {
      out.write(content);
    }
    written = content;
  }

  private void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + file, e);
    }
  }

  /** Gives the ledger back, if it is still this driver's. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      if (lost == null && isMine()) {
        files.delete(file, false);
      }
    }
  }
}
