package treecast.app;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A flag that names a directory to be made. */
final class NewDirectory {
  private NewDirectory() {}

  /**
   * Refuses whatever can be refused before any work is done.
   *
   * @throws SettingsException if something stands there, or if nothing can be made there
   */
  static void require(String flag, String path) {
    try {
      Path wanted = new Path(path);
      FileSystem files = wanted.getFileSystem(new Configuration());
      if (files.exists(wanted)) {
        throw bad(flag, path, "which exists", null);
      }
      Path above = files.makeQualified(wanted).getParent();
      while (above != null && !files.exists(above)) {
        above = above.getParent();
      }
      if (above != null && !files.getFileStatus(above).isDirectory()) {
        throw bad(flag, path, above + " is a file", null);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw bad(flag, path, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  /** A directory in runs/ that is named after the time, and does not exist. */
  static String inRuns() {
    String name =
        LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    java.nio.file.Path runs = java.nio.file.Path.of("runs");
    java.nio.file.Path directory = runs.resolve(name);
    for (int i = 2; Files.exists(directory); i++) {
      directory = runs.resolve(name + "-" + i);
    }
    return directory.toString();
  }

  private static SettingsException bad(String flag, String path, String why, Exception cause) {
    return new SettingsException(
        "%s: expected a directory that does not exist yet, found '%s' (%s)"
            .formatted(flag, path, why),
        cause);
  }
}
