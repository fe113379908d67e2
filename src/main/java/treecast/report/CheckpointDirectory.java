package treecast.report;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
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
import treecast.data.Retry;
import treecast.data.Storage;
import treecast.training.Checkpoint;

/**
 * The checkpoints of a run, on any Hadoop file system: for each a file of arrays and, written
 * behind it, a file with its length and SHA-256. Nothing is renamed or appended to, so object
 * stores serve as well. A checkpoint is believed only if both files are there and agree: one that a
 * kill left half there is none.
 */
public final class CheckpointDirectory {
  /** Name of the directory in that of the run. */
  public static final String NAME = "checkpoints";

  private static final Pattern FILE = Pattern.compile("step-(\\d{9,10})(\\.\\w+)");

  private final Retry retry;
  private final FileSystem files;
  private final Path root;

  /** Steps of checkpoints that have both files; of those found, only the newest has been read. */
  private final TreeSet<Integer> whole = new TreeSet<>();

  private CheckpointDirectory(Retry retry, FileSystem files, Path root) {
    this.retry = retry;
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
    return new CheckpointDirectory(storage.retry(), storage.toWrite(root), root);
  }

  /**
   * Writes a checkpoint, and lets go of those that are older than the last few, and of later steps,
   * from which the training has gone back. Where the file system fails for a moment, it is written
   * again.
   *
   * @param about further metadata, such as the plan
   * @param keep number of checkpoints that are kept, 1 or more
   */
  public void write(Checkpoint checkpoint, Map<String, String> about, int keep) throws IOException {
    whole.remove(checkpoint.step());
    retry.untilDone(
        root,
        () -> {
          pair(checkpoint.step()).write(checkpoint, about);
          return null;
        });
    whole.add(checkpoint.step());
    retry.untilDone(
        root,
        () -> {
          deleteBehind(checkpoint.step());
          return null;
        });
    while (whole.size() > keep) {
      whole.pollFirst();
    }
    retry.untilDone(
        root,
        () -> {
          deleteBefore(whole.first());
          return null;
        });
  }

  private void deleteBehind(int step) throws IOException {
    while (whole.last() > step) {
      pair(whole.last()).delete();
      whole.pollLast();
    }
  }

  private void deleteBefore(int step) throws IOException {
    FileStatus[] found = files.listStatus(root);
    // The digest of a checkpoint first: without it there is none.
    Arrays.sort(found, Comparator.reverseOrder());
    for (FileStatus file : found) {
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
    whole.addAll(retry.untilDone(root, this::published));
    while (!whole.isEmpty()) {
      Path arrays = pair(whole.last()).arrays();
      try {
        Checkpoint found = retry.untilDone(root, () -> pair(whole.last()).read());
        return Optional.of(use.apply(found));
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
            && name.group(2).equals(CheckpointPair.DIGEST)
            && Long.parseLong(name.group(1)) <= Integer.MAX_VALUE) {
          steps.add(Integer.parseInt(name.group(1)));
        }
      }
    }
    return steps;
  }

  private CheckpointPair pair(int step) {
    return new CheckpointPair(files, root, step);
  }
}
