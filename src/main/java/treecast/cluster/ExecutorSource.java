package treecast.cluster;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import scala.jdk.javaapi.CollectionConverters;
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
    ship(spark, files);
    return new ExecutorSource(source, !files.isEmpty());
  }

  /** Copies files to the executors, each under its name; once, as Spark takes a name only once. */
  static void ship(SparkContext spark, Map<String, String> files) {
    Set<String> there =
        CollectionConverters.asJava(spark.listFiles()).stream()
            .map(file -> Paths.of(URI.create(file).getPath()).getName())
            .collect(Collectors.toSet());
    files.forEach(
        (path, name) -> {
          if (there.add(name)) {
            spark.addFile(named(spark, path, name));
          }
        });
  }

  /** Folder of the copies on this executor. */
  static URI copies() {
    return new File(SparkFiles.getRootDirectory()).getAbsoluteFile().toURI();
  }

  /**
   * Path of a file whose name is the one of its copies: a link if it has another, or a copy on
   * another file system. Spark would follow a symbolic link and take the name behind it.
   */
  private static String named(SparkContext spark, String file, String name) {
    Path path = Paths.of(file);
    if (path.getName().equals(name)) {
      return file;
    }
    try {
      // The same place each time, as Spark takes a name from one place only.
      String place =
          "treecast-%s-%08x".formatted(spark.applicationId(), path.toUri().getPath().hashCode());
      java.nio.file.Path folder =
          Files.createDirectories(
              java.nio.file.Path.of(System.getProperty("java.io.tmpdir"), place));
      java.nio.file.Path link = folder.resolve(name);
      Files.deleteIfExists(link);
      link(link, java.nio.file.Path.of(path.toUri().getPath()).toRealPath());
      ShutdownHookManager.get().addShutdownHook(() -> delete(link), 1);
      return link.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(java.nio.file.Path link, java.nio.file.Path file) throws IOException {
    try {
      Files.createLink(link, file);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(file, link);
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
    return shipped ? source.movedTo(copies()) : source;
  }
}
