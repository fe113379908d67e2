package treecast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes that this host has sent and received over its link so far, as Linux counts them; none where
 * there is no link called eth0.
 */
record Link(long sent, long received) {
  private static final Path COUNTS = Path.of("/sys/class/net/eth0/statistics");

  static Link now() {
    return new Link(read("tx_bytes"), read("rx_bytes"));
  }

  private static long read(String what) {
    Path file = COUNTS.resolve(what);
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Link since(Link before) {
    return new Link(sent - before.sent, received - before.received);
  }
}
