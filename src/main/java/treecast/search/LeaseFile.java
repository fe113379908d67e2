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
  private static final Pattern PROCESS = Pattern.compile("[^,]*, process (\\d+) on (.*)");

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
    this.name =
        "%s, process %d on %s".formatted(UUID.randomUUID(), ProcessHandle.current().pid(), machine);
  }

  /**
   * Which numbers of processes are meant: two containers, or two machines, may have one name. Linux
   * tells the container and the machine's start.
   */
  private static String processNumbers() {
    try {
      return " %s %s"
          .formatted(
              Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/ns/pid")),
              Files.readString(java.nio.file.Path.of("/proc/sys/kernel/random/boot_id")).strip());
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Whether content is that of a process of this machine that has ended. */
  boolean isOfEndedProcess(byte[] content) {
    Matcher owner = PROCESS.matcher(text(content).lines().findFirst().orElse(""));
    if (!owner.matches() || !owner.group(2).equals(machine)) {
      return false; // of a machine, or of a user, whose processes are not to be seen
    }
    // One of the same number may have begun since: that only costs the time of watching.
    return ProcessHandle.of(Long.parseLong(owner.group(1)))
        .filter(ProcessHandle::isAlive)
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
