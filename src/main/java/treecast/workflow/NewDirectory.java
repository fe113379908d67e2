package treecast.workflow;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import treecast.config.SettingsException;
import treecast.data.Storage;
import treecast.search.Ledger;

/** A flag that names a directory to be made. */
public final class NewDirectory {
  private NewDirectory() {}

  /**
   * Refuses whatever can be refused before any work is done.
   *
   * @throws SettingsException if something stands there, or if nothing can be made there
   */
  public static void require(Storage storage, String flag, String path) throws IOException {
    require(storage, flag, "a directory that does not exist yet", path, (files, there) -> false);
  }

  /**
   * The same, where a sweep's directory will do as well, and an empty one.
   *
   * @throws SettingsException if anything else stands there, or if nothing can be made there
   */
  public static void requireOrSweep(Storage storage, String flag, String path) throws IOException {
    require(
        storage,
        flag,
        "a sweep's directory, or one that does not exist yet",
        path,
        NewDirectory::mayBecomeSweep);
  }

  private static boolean mayBecomeSweep(FileSystem files, Path there) throws IOException {
    if (!files.getFileStatus(there).isDirectory()) {
      return false;
    }
    List<String> names =
        Arrays.stream(files.listStatus(there)).map(file -> file.getPath().getName()).toList();
    return names.isEmpty() || names.contains(Ledger.DIRECTORY);
  }

  private interface Tolerance {
    boolean mayExist(FileSystem files, Path there) throws IOException;
  }

  private static void require(
      Storage storage, String flag, String what, String path, Tolerance tolerance)
      throws IOException {
    try {
      Path wanted = new Path(path);
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
    } catch (UnsupportedFileSystemException | IllegalArgumentException e) {
      throw bad(flag, what, path, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  /**
   * The first directory of a name and a number that does not exist: a run that was killed has one.
   */
  public static String numbered(Storage storage, String name, int from) throws IOException {
    FileSystem files = storage.of(new Path(name));
    int number = from;
    while (files.exists(new Path(name + number))) {
      number++;
    }
    return name + number;
  }

  /** A directory in runs/ that is named after the time, and does not exist. */
  public static String inRuns(Storage storage) throws IOException {
    String name =
        LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    Path directory = new Path("runs", name);
    FileSystem files = storage.of(directory);
    for (int i = 2; files.exists(directory); i++) {
      directory = new Path("runs", name + "-" + i);
    }
    return directory.toString();
  }

  private static SettingsException bad(
      String flag, String what, String path, String why, Exception cause) {
    return new SettingsException(
        "%s: expected %s, found '%s' (%s)".formatted(flag, what, path, why), cause);
  }
}
