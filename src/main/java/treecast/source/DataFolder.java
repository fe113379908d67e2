package treecast.source;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Excerpt;
import treecast.data.Paths;
import treecast.data.Split;
import treecast.data.Storage;

/**
 * Folder of data files on any Hadoop file system. Files are recognised by words in their names, in
 * upper or lower case: {@code train} for training rows, {@code test} or {@code t10k} for test rows.
 * Names may end with {@code .gz}; if both files exist, the one without it is read.
 *
 * @param storage file systems with which the folder is read
 * @param folder path or URI
 * @param pattern glob that selects files of the folder
 */
record DataFolder(Storage storage, String folder, String pattern) implements Serializable {
  private static final String ALL = "*";
  private static final Set<String> TEST = Set.of("test", "t10k");

  /**
   * Folder of a path or URI, whose last component may be a glob that selects files.
   *
   * @throws DataException if it is neither a path nor a URI
   */
  static DataFolder of(Storage storage, String text) {
    try {
      Path path = Paths.of(text);
      boolean selects = path.getName().contains(ALL);
      if (!selects) {
        return new DataFolder(storage, text, ALL);
      }
      new GlobPattern(path.getName());
      Path parent = path.getParent();
      return new DataFolder(storage, parent == null ? "." : parent.toString(), path.getName());
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "expected the path or URI of a folder, found '%s' (%s)".formatted(text, e.getMessage()),
          e);
    }
  }

  /**
   * Finds the file of a split.
   *
   * @param what its content, for messages
   * @param wanted recognises it by its name in lower case without {@code .gz}
   * @param example an acceptable name, for messages
   * @throws DataException if there is none, or more than one
   */
  DataFile file(Split split, String what, Predicate<String> wanted, String example) {
    TreeMap<String, Path> found = new TreeMap<>();
    for (Path file : list()) {
      String name = withoutGz(file.getName());
      if (isOf(split, name) && wanted.test(name.toLowerCase(Locale.ROOT))) {
        found.merge(name, file, (a, b) -> a.getName().equals(name) ? a : b);
      }
    }
    if (found.size() == 1) {
      return new DataFile(storage, found.firstEntry().getValue());
    }
    throw new DataException(
        found.isEmpty()
            ? "%s: expected %s, such as the file %s or %s.gz, found none"
                .formatted(this, what, example, example)
            : "%s: expected %s in one file, found %s (a pattern such as %s/NAME* chooses)"
                .formatted(
                    this,
                    what,
                    String.join(" and ", found.keySet().stream().map(Excerpt::plain).toList()),
                    folder));
  }

  /** Whether the folder has a file of either split with such a name. */
  boolean holds(Predicate<String> wanted) {
    return list().stream()
        .map(file -> withoutGz(file.getName()))
        .anyMatch(
            name ->
                (isOf(Split.TRAIN, name) || isOf(Split.TEST, name))
                    && wanted.test(name.toLowerCase(Locale.ROOT)));
  }

  /** Words of a file name: its longest runs of letters and digits. */
  static Set<String> words(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
        .collect(Collectors.toSet());
  }

  /** Fully qualified URI, valid on every machine. */
  String qualified() {
    try {
      Path path = Paths.of(folder);
      String uri = storage.of(path).makeQualified(path).toString();
      return pattern.equals(ALL) ? uri : Paths.in(uri, pattern).toString();
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }

  /** Whether the folder lies on this machine's disk. */
  boolean isLocal() {
    try {
      return storage.isLocal(Paths.of(folder));
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }

  /** Folder elsewhere, with the same pattern. */
  DataFolder movedTo(URI elsewhere) {
    return new DataFolder(storage, new Path(elsewhere).toString(), pattern);
  }

  @Override
  public String toString() {
    return pattern.equals(ALL) ? folder : Paths.in(folder, pattern).toString();
  }

  private List<Path> list() {
    try {
      Path path = Paths.of(folder);
      FileSystem files = storage.of(path);
      if (!files.exists(path)) {
        throw new DataException(folder + ": expected a folder of data files, found no such folder");
      }
      if (!files.getFileStatus(path).isDirectory()) {
        throw new DataException(folder + ": expected a folder of data files, found a file");
      }
      GlobPattern names = new GlobPattern(pattern);
      return Arrays.stream(files.listStatus(path))
          .map(status -> status.getPath().getName())
          .filter(names::matches)
          .map(name -> Paths.in(path, name))
          .toList();
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }

  private static boolean isOf(Split split, String name) {
    Set<String> words = words(name);
    boolean train = words.contains("train");
    boolean test = TEST.stream().anyMatch(words::contains);
    return train != test && train == (split == Split.TRAIN);
  }

  private static String withoutGz(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".gz")
        ? name.substring(0, name.length() - 3)
        : name;
  }
}
