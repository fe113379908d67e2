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
import treecast.data.Split;
import treecast.data.Storage;

/**
 * A folder on any Hadoop file system whose files are known by the words in their names, in any
 * case: {@code train}, or {@code test} or {@code t10k}. A file may have {@code .gz} behind its
 * name; the plain one is taken where both are there.
 *
 * @param storage what the folder is read through
 * @param folder path or URI
 * @param pattern which of the folder's files count, as a glob
 */
record DataFolder(Storage storage, String folder, String pattern) implements Serializable {
  private static final String ALL = "*";
  private static final Set<String> TEST = Set.of("test", "t10k");

  /**
   * The folder that a text names; its last component may be a pattern of the files that count.
   *
   * @throws DataException if it is neither a path nor a URI
   */
  static DataFolder of(Storage storage, String text) {
    try {
      Path path = new Path(text);
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
   * The one file of a split that is wanted.
   *
   * @param what what it holds, for messages
   * @param wanted tells by the rest of a name, without {@code .gz} and in lower case
   * @param example a name that would do
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

  /** Whether there is any file of a split that is wanted. */
  boolean holds(Predicate<String> wanted) {
    return list().stream()
        .map(file -> withoutGz(file.getName()))
        .anyMatch(
            name ->
                (isOf(Split.TRAIN, name) || isOf(Split.TEST, name))
                    && wanted.test(name.toLowerCase(Locale.ROOT)));
  }

  /** The words of a name: what stands between anything but letters and digits. */
  static Set<String> words(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
        .collect(Collectors.toSet());
  }

  /** As a URI that means the same wherever it is read from. */
  String qualified() {
    try {
      Path path = new Path(folder);
      String uri = storage.of(path).makeQualified(path).toString();
      return pattern.equals(ALL) ? uri : new Path(uri, pattern).toString();
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }

  /** Whether the folder lies on the disk of the machine that asks. */
  boolean isLocal() {
    try {
      return storage.isLocal(new Path(folder));
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }

  /** The same names in another folder. */
  DataFolder movedTo(URI elsewhere) {
    return new DataFolder(storage, new Path(elsewhere).toString(), pattern);
  }

  @Override
  public String toString() {
    return pattern.equals(ALL) ? folder : new Path(folder, pattern).toString();
  }

  private List<Path> list() {
    try {
      Path path = new Path(folder);
      FileSystem files = storage.of(path);
      if (!files.exists(path)) {
        throw new DataException(folder + ": expected a folder of data files, found nothing there");
      }
      if (!files.getFileStatus(path).isDirectory()) {
        throw new DataException(folder + ": expected a folder of data files, found a file");
      }
      GlobPattern names = new GlobPattern(pattern);
      return Arrays.stream(files.listStatus(path))
          .map(status -> status.getPath().getName())
          .filter(names::matches)
          .map(name -> new Path(path, name))
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
