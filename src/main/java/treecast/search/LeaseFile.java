package treecast.search;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** File of a lease: the name of its driver, and the number of writes. */
final class LeaseFile {
  private final FileSystem files;
  private final Path path;
  private final String name;

  /** File with a unique name of this driver. */
  LeaseFile(FileSystem files, Path path) throws IOException {
    this.files = files;
    this.path = path;
    this.name =
        "%s, process %d on %s"
            .formatted(
                UUID.randomUUID(),
                ProcessHandle.current().pid(),
                InetAddress.getLocalHost().getHostName());
  }

  /** Content of the file, or null if it does not exist. */
  byte[] read() throws IOException {
    try (FSDataInputStream in = files.open(path)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  void write(long beat) throws IOException {
    try (OutputStream out = files.create(path, true)) {
      out.write("%s%nbeat %d%n".formatted(name, beat).getBytes(StandardCharsets.UTF_8));
    }
  }

  void delete() throws IOException {
    files.delete(path, false);
  }

  /** Whether content has this driver's name. */
  boolean isMine(byte[] content) {
    return text(content).startsWith(name);
  }

  /** Whether content is that of a write by this driver that failed before the name was complete. */
  boolean isMineCutShort(byte[] content) {
    return name.startsWith(text(content));
  }

  /** Error message with the other driver's name, as found in the file. */
  String others(byte[]... contents) {
    String who =
        Arrays.stream(contents)
            .map(LeaseFile::text)
            .flatMap(String::lines)
            .findFirst()
            .orElse("no name yet");
    return "%s: expected no other driver on this ledger, found one that is alive (%s)"
        .formatted(path.getParent(), who);
  }

  private static String text(byte[] content) {
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
