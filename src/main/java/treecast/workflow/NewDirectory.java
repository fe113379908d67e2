package treecast.workflow;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.config.SettingsException;
import treecast.data.Paths;
import treecast.data.Storage;
import treecast.report.RunDirectory;
import treecast.search.Lease;
import treecast.search.Ledger;

/** Checks of an option that names a directory or a file to create. */
public final class NewDirectory {
  private NewDirectory() {}

  /**
   * Checks before any work that a directory does not exist and can be created.
   *
   * @throws SettingsException if it exists or cannot be created
   */
  public static void require(Storage storage, String flag, String path) throws IOException {
    require(
        storage, flag, "a directory that does not exist yet", path, (files, directory) -> false);
  }

  /**
   * The same for a file.
   *
   * @throws SettingsException if it exists or cannot be created
   */
  public static void requireFile(Storage storage, String flag, String path) throws IOException {
    require(storage, flag, "a file that does not exist yet", path, (files, file) -> false);
  }

  /**
   * Checks before any work that a directory is a sweep's or empty, or can be created.
   *
   * @throws SettingsException if it is something else or cannot be created
   */
  public static void requireOrSweep(Storage storage, String flag, String path) throws IOException {
    require(
        storage,
        flag,
        "a sweep's directory, or one that does not exist yet",
        path,
        NewDirectory::mayBecomeSweep);
  }

  /**
   * The same for a run, which goes on if it is told to.
   *
   * @param resumes whether a run's directory will do as well, and an empty one
   * @throws SettingsException if anything else stands there, or if nothing can be made there
   */
  public static void requireForRun(Storage storage, String flag, String path, boolean resumes)
      throws IOException {
    String none = "a directory that does not exist yet";
    String what = resumes ? "a run's directory, or one that does not exist yet" : none;
    require(
        storage,
        flag,
        what,
        path,
        (files, there) -> {
          if (!resumes && isUnfinished(files, there)) {
            String why = "which holds an unfinished run: --resume goes on with it";
            throw bad(flag, what, path, why, null);
          }
          return resumes && mayBecomeRun(files, there);
        });
  }

  private static boolean isUnfinished(FileSystem files, Path there) throws IOException {
    return RunDirectory.plan(files, there).isPresent()
        && !files.exists(new Path(there, RunDirectory.SUMMARY));
  }

  /** A run that was killed at its very beginning may have left its lock and part of its plan. */
  private static boolean mayBecomeRun(FileSystem files, Path there) throws IOException {
    return files.getFileStatus(there).isDirectory()
        && (RunDirectory.plan(files, there).isPresent()
            || Arrays.stream(files.listStatus(there))
                .map(file -> file.getPath().getName())
                .allMatch(List.of(RunDirectory.PARTIAL_PLAN, Lease.NAME)::contains));
  }

  private static boolean mayBecomeSweep(FileSystem files, Path directory) throws IOException {
    if (!files.getFileStatus(directory).isDirectory()) {
      return false;
    }
    List<String> names =
        Arrays.stream(files.listStatus(directory)).map(file -> file.getPath().getName()).toList();
    return names.isEmpty() || names.contains(Ledger.DIRECTORY);
  }

  private interface Tolerance {
    boolean mayExist(FileSystem files, Path directory) throws IOException;
  }

  private static void require(
      Storage storage, String flag, String what, String path, Tolerance tolerance)
      throws IOException {
    try {
      Path wanted = Paths.of(path);
      FileSystem files = storage.of(wanted);
      if (files.exists(wanted)) {
        if (!tolerance.mayExist(files, wanted)) {
          throw bad(flag, what, path, "which exists", null);
        }
        return;
      }
      Path above = files.makeQualified(wanted).getParent();
      while (above != null && !files.exists(above)) {
        above = above.getParent();
      }
      if (above != null && !files.getFileStatus(above).isDirectory()) {
        throw bad(flag, what, path, above + " is a file", null);
      }
    } catch (IOException | IllegalArgumentException e) {
      // Such as a file system that is unknown or does not answer, or credentials that it refuses.
      throw bad(flag, what, path, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  /** First unused directory of a name and a number; runs that were killed have left theirs. */
  public static String numbered(Storage storage, String name, int from) throws IOException {
    FileSystem files = storage.of(Paths.of(name));
    int number = from;
    while (files.exists(Paths.of(name + number))) {
      number++;
    }
    return name + number;
  }

  /** Unused directory in runs/ that is named after the current time. */
  public static String inRuns(Storage storage) throws IOException {
    String name =
        LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    Path directory = Paths.in("runs", name);
    FileSystem files = storage.of(directory);
    for (int i = 2; files.exists(directory); i++) {
      directory = Paths.in("runs", name + "-" + i);
    }
    return directory.toString();
  }

  private static SettingsException bad(
      String flag, String what, String path, String why, Exception cause) {
    return new SettingsException(
        "%s: expected %s, found '%s' (%s)".formatted(flag, what, path, why), cause);
  }
}
