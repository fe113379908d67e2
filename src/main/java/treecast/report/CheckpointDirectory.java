package treecast.report;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.Paths;
import treecast.data.Sha256;
import treecast.data.Storage;
import treecast.training.Checkpoint;
import treecast.training.CheckpointFile;

/**
 * The checkpoints of a run, on any Hadoop file system: for each a file of arrays and, written
 * behind it, a file with its length and SHA-256. Nothing is renamed or appended to, so object
 * stores serve as well. A checkpoint is believed only if both files are there and agree: one that a
 * kill left half there is none.
 */
public final class CheckpointDirectory {
  /** Name of the directory in that of the run. */
  public static final String NAME = "checkpoints";

  private static final String ARRAYS = ".safetensors";
  private static final String DIGEST = ".sha256";
  private static final Pattern FILE = Pattern.compile("step-(\\d{9,10})(\\.\\w+)");
  private static final int DIGEST_BYTES = 200;

  private final FileSystem files;
  private final Path root;

  /** Steps of checkpoints that have both files; of those found, only the newest has been read. */
  private final TreeSet<Integer> whole = new TreeSet<>();

  private CheckpointDirectory(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  /**
   * Those of a run; the directory is made with the first one.
   *
   * @param run the run's directory or URI
   */
  public static CheckpointDirectory of(Storage storage, String run) throws IOException {
    Path root = Paths.in(run, NAME);
    return new CheckpointDirectory(storage.toWrite(root), root);
  }

  /**
   * Writes a checkpoint, and lets go of those that are older than the last few, and of later steps,
   * from which the training has gone back.
   *
   * @param about further metadata, such as the plan
   * @param keep number of checkpoints that are kept, 1 or more
   */
  public void write(Checkpoint checkpoint, Map<String, String> about, int keep) throws IOException {
    Path arrays = path(checkpoint.step(), ARRAYS);
    Path digest = path(checkpoint.step(), DIGEST);
    whole.remove(checkpoint.step());
    files.delete(digest, false);
    try {
      String sha256 = writeArrays(checkpoint, about, arrays);
      byte[] line = line(files.getFileStatus(arrays), sha256);
      try (OutputStream out = files.create(digest, true)) {
        out.write(line);
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Half of one would fill a disk that is full already.
      delete(digest, e);
      delete(arrays, e);
      throw e;
    }
    whole.add(checkpoint.step());
    deleteBehind(checkpoint.step());
    while (whole.size() > keep) {
      whole.pollFirst();
    }
    deleteBefore(whole.first());
  }

  private void delete(Path file, Throwable cause) {
    try {
      files.delete(file, false);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Their SHA-256. */
  private String writeArrays(Checkpoint checkpoint, Map<String, String> about, Path file)
      throws IOException {
    try (DigestOutputStream out =
        new DigestOutputStream(files.create(file, true), Sha256.digest())) {
      CheckpointFile.write(checkpoint, about, out);
      return Sha256.hex(out.getMessageDigest());
    }
  }

  /** The digest's file, which {@code sha256sum --check} reads. */
  private static byte[] line(FileStatus arrays, String digest) {
    String name = arrays.getPath().getName();
    return ("# " + arrays.getLen() + " bytes\n" + digest + "  " + name + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void deleteBehind(int step) throws IOException {
    while (whole.last() > step) {
      files.delete(path(whole.last(), DIGEST), false);
      files.delete(path(whole.last(), ARRAYS), false);
      whole.pollLast();
    }
  }

  private void deleteBefore(int step) throws IOException {
    for (FileStatus file : files.listStatus(root)) {
      Matcher name = FILE.matcher(file.getPath().getName());
      if (name.matches() && Long.parseLong(name.group(1)) < step) {
        files.delete(file.getPath(), false);
      }
    }
  }

  /**
   * What can be made of the newest checkpoint that is whole; nothing where there is none.
   *
   * @param use what is made of it; an {@link IllegalArgumentException} passes it over
   * @param complaints is told of each that is passed over, in a line
   * @throws IOException if the file system fails; a checkpoint that was not reached is not damaged
   */
  public <T> Optional<T> newest(Function<Checkpoint, T> use, Consumer<String> complaints)
      throws IOException {
    whole.clear();
    whole.addAll(published());
    while (!whole.isEmpty()) {
      Path arrays = path(whole.last(), ARRAYS);
      try {
        return Optional.of(use.apply(read(whole.last())));
      } catch (DataException
          | IllegalArgumentException
          | FileNotFoundException
          | EOFException
          | ChecksumException e) {
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String named = why.contains(arrays.getName()) ? why : arrays + ": " + why;
        complaints.accept(named + "; this checkpoint is passed over");
        whole.pollLast();
      }
    }
    return Optional.empty();
  }

  private Set<Integer> published() throws IOException {
    Set<Integer> steps = new HashSet<>();
    if (files.exists(root)) {
      for (FileStatus file : files.listStatus(root)) {
        Matcher name = FILE.matcher(file.getPath().getName());
        if (name.matches()
            && name.group(2).equals(DIGEST)
            && Long.parseLong(name.group(1)) <= Integer.MAX_VALUE) {
          steps.add(Integer.parseInt(name.group(1)));
        }
      }
    }
    return steps;
  }

  /** Reads a checkpoint in one pass, and holds it against its length and SHA-256. */
  private Checkpoint read(int step) throws IOException {
    FileStatus arrays = files.getFileStatus(path(step, ARRAYS));
    byte[] found;
    try (InputStream in = files.open(path(step, DIGEST))) {
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
    byte[] expected = line(arrays, digest);
    if (!Arrays.equals(expected, found)) {
      throw new DataException(
          "%s: expected the length and SHA-256 that %s says, found others"
              .formatted(arrays.getPath(), path(step, DIGEST).getName()));
    }
    return checkpoint;
  }

  private Path path(int step, String kind) {
    return new Path(root, "step-%09d%s".formatted(step, kind));
  }
}
