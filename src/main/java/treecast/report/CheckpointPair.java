package treecast.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.Sha256;
import treecast.training.Checkpoint;
import treecast.training.CheckpointFile;

/**
 * The two files of one checkpoint: its arrays and, written behind them, their length and SHA-256.
 *
 * @param root directory of the checkpoints
 * @param step number of steps before the checkpoint
 */
record CheckpointPair(FileSystem files, Path root, int step) {
  static final String ARRAYS = ".safetensors";
  static final String DIGEST = ".sha256";
  private static final int DIGEST_BYTES = 200;

  /** The file of the arrays. */
  Path arrays() {
    return path(ARRAYS);
  }

  private Path digest() {
    return path(DIGEST);
  }

  private Path path(String kind) {
    return new Path(root, "step-%09d%s".formatted(step, kind));
  }

  /**
   * Writes both files; if one of them fails, neither stays.
   *
   * @param about further metadata, such as the plan
   */
  void write(Checkpoint checkpoint, Map<String, String> about) throws IOException {
    files.delete(digest(), false);
    try {
      byte[] line = writeArrays(checkpoint, about);
      try (OutputStream out = files.create(digest(), true)) {
        out.write(line);
      }
    } catch (IOException | RuntimeException | OutOfMemoryError | FSError e) {
      // Half of one would fill a disk that is full already.
      delete(digest(), e);
      delete(arrays(), e);
      throw e;
    }
  }

  /** Deletes both files; that of the digest first, as there is no checkpoint without it. */
  void delete() throws IOException {
    files.delete(digest(), false);
    files.delete(arrays(), false);
  }

  private void delete(Path file, Throwable cause) {
    try {
      files.delete(file, false);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Their length and SHA-256: those of what was written, whatever the file system has made of it.
   */
  private byte[] writeArrays(Checkpoint checkpoint, Map<String, String> about) throws IOException {
    try (FSDataOutputStream out = files.create(arrays(), true)) {
      DigestOutputStream digested = new DigestOutputStream(out, Sha256.digest());
      CheckpointFile.write(checkpoint, about, digested);
      return line(arrays().getName(), out.getPos(), Sha256.hex(digested.getMessageDigest()));
    }
  }

  /** The digest's file, which {@code sha256sum --check} reads. */
  private static byte[] line(String name, long length, String digest) {
    return ("# " + length + " bytes\n" + digest + "  " + name + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads the checkpoint in one pass, and holds it against its length and SHA-256.
   *
   * @throws DataException if it is damaged
   */
  Checkpoint read() throws IOException {
    FileStatus arrays = files.getFileStatus(arrays());
    byte[] found;
    try (InputStream in = files.open(digest())) {
      found = in.readNBytes(DIGEST_BYTES);
    }
    Checkpoint checkpoint;
    String digest;
    try (DigestInputStream in =
        new DigestInputStream(files.open(arrays.getPath()), Sha256.digest())) {
      checkpoint = CheckpointFile.read(in, arrays.getLen(), arrays.getPath().toString());
      in.transferTo(OutputStream.nullOutputStream());
      digest = Sha256.hex(in.getMessageDigest());
    }
    byte[] expected = line(arrays.getPath().getName(), arrays.getLen(), digest);
    if (!Arrays.equals(expected, found)) {
      throw new DataException(
          "%s: expected the length and SHA-256 that %s says, found others"
              .formatted(arrays.getPath(), digest().getName()));
    }
    return checkpoint;
  }
}
