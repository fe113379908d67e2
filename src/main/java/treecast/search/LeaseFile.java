package treecast.search;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** File of a lease: the name of its driver, and the number of writes. */
final class LeaseFile {
  private static final Pattern PROCESS =
      Pattern.compile("[^,]*, process (\\d+) begun at (\\d+) on (.*)");

  private final FileSystem files;
  private final Path path;
  private final String machine;
  private final String name;

  /** File with a unique name of this driver. */
  LeaseFile(FileSystem files, Path path) throws IOException {
    this.files = files;
    this.path = path;
    this.machine =
        "%s for %s%s"
            .formatted(
                InetAddress.getLocalHost().getHostName(),
                System.getProperty("user.name"),
                processNumbers());
    ProcessHandle process = ProcessHandle.current();
    this.name =
        "%s, process %d begun at %d on %s"
            .formatted(UUID.randomUUID(), process.pid(), begun(process), machine);
  }

  /** Two containers of one name may number their processes each by itself: Linux tells which. */
  private static String processNumbers() {
    try {
      return " " + Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /**
   * Start time in milliseconds, by which a process differs from an earlier one of its number; 0 if
   * the system does not say.
   */
  private static long begun(ProcessHandle process) {
    return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
  }

  /** Whether content is that of a process of this machine that has ended. */
  boolean isOfEndedProcess(byte[] content) {
    Matcher owner = PROCESS.matcher(text(content).lines().findFirst().orElse(""));
    if (!owner.matches() || !owner.group(3).equals(machine)) {
      return false; // of a machine, or of a user, whose processes are not to be seen
    }
    long begun = Long.parseLong(owner.group(2));
    return ProcessHandle.of(Long.parseLong(owner.group(1)))
        .filter(ProcessHandle::isAlive)
        .filter(process -> begun(process) == begun || begun(process) == 0)
        .isEmpty();
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
    return "%s: expected no other process at work on it, found one that is alive (%s)"
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
