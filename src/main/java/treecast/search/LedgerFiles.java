package treecast.search;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.Paths;
import treecast.data.Retry;
import treecast.data.Storage;

/**
 * Files of a ledger: each holds its length and checksum, and is written once. Where the file system
 * fails for a moment, a file is written, or read, again.
 */
record LedgerFiles(Retry retry, FileSystem files, Path root) {

  /** Those in a directory or URI, which may not exist yet. */
  static LedgerFiles of(Storage storage, String location) throws IOException {
    Path root = Paths.of(location);
    return new LedgerFiles(storage.retry(), storage.toWrite(root), root);
  }

  /**
   * Names of the files that are listed, in their order; an object store may list a new one later.
   */
  List<String> names() throws IOException {
    return retry.untilDone(root, this::listed);
  }

  private List<String> listed() throws IOException {
    if (!files.exists(root)) {
      return List.of();
    }
    return Arrays.stream(files.listStatus(root))
        .filter(FileStatus::isFile)
        .map(file -> file.getPath().getName())
        .sorted()
        .toList();
  }

  boolean exists(String name) throws IOException {
    return retry.untilDone(root, () -> files.exists(path(name)));
  }

  /**
   * Content of a file.
   *
   * @throws ChecksummedBytes.Damaged if it is not as it was written
   */
  byte[] read(String name) throws IOException, ChecksummedBytes.Damaged {
    byte[] found =
        retry.untilDone(
            root,
            () -> {
              try (FSDataInputStream in = files.open(path(name))) {
                return in.readAllBytes();
              }
            });
    return ChecksummedBytes.unwrap(found);
  }

  /** Writes a file that does not exist or is damaged. */
  void write(String name, byte[] content) throws IOException {
    retry.untilDone(root, () -> written(path(name), ChecksummedBytes.wrap(content)));
  }

  private Path written(Path path, byte[] content) throws IOException {
    // An existing file was read before and found damaged or incomplete.
    files.delete(path, false);
    try (OutputStream out = files.create(path, false)) {
      out.write(content);
    }
    return path;
  }

  Path path(String name) {
    return new Path(root, name);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
