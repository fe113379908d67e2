package treecast.cluster;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import treecast.data.DataSource;
import treecast.data.Paths;
import treecast.data.Split;

/**
 * Data source that executors can read. Executors of a cluster cannot read the driver's disk, so
 * Spark copies local files to each of them ({@code SparkContext.addFile}), and they read the
 * copies.
 */
record ExecutorSource(DataSource source, boolean shipped) implements Serializable {

  /** Source of a split; copies its files to the executors if necessary. */
  static ExecutorSource of(SparkContext spark, DataSource source, Split split) {
    Map<String, String> files = spark.isLocal() ? Map.of() : source.localFiles(split);
    files.forEach((path, name) -> spark.addFile(named(path, name)));
    return new ExecutorSource(source, !files.isEmpty());
  }

  /** Path of a file whose name is the one of its copies: a symbolic link if it has another. */
  private static String named(String file, String name) {
    Path path = Paths.of(file);
    if (path.getName().equals(name)) {
      return file;
    }
    try {
      java.nio.file.Path folder = Files.createTempDirectory("treecast-files");
      java.nio.file.Path link = folder.resolve(name);
      Files.createSymbolicLink(
          link, java.nio.file.Path.of(path.toUri().getPath()).toAbsolutePath());
      ShutdownHookManager.get().addShutdownHook(() -> delete(link), 1);
      return link.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(java.nio.file.Path link) {
    try {
      Files.deleteIfExists(link);
      Files.deleteIfExists(link.getParent());
    } catch (IOException e) {
      // A link that is left in the folder of temporary files does no harm.
      return;
    }
  }

  /** Source that reads the files or copies on this executor. */
  DataSource here() {
    return shipped
        ? source.movedTo(new File(SparkFiles.getRootDirectory()).getAbsoluteFile().toURI())
        : source;
  }
}
