package treecast.source;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Excerpt;
import treecast.data.Paths;
import treecast.data.Split;
import treecast.data.Storage;

/**
 * Folder of IDX files on any Hadoop file system. Files are recognised by words in their names, in
 * upper or lower case, see {@link DataListing}. If a file and its compressed copy exist, the file
 * is read.
 *
 * @param storage file systems with which the folder is read
 * @param folder path or URI
 * @param pattern glob that selects files of the folder
 */
record DataFolder(Storage storage, String folder, String pattern) implements Serializable {
  private static final String ALL = "*";

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
   * @param wanted recognises it by its name in lower case without the ending of a compressed file
   * @param example an acceptable name, for messages
   * @throws DataException if there is none, or more than one
   */
  DataFile file(Split split, String what, Predicate<String> wanted, String example) {
    TreeMap<String, DataListing.Entry> found = new TreeMap<>();
    for (DataListing.Entry file : list()) {
      if (DataListing.isOf(split, file.name()) && wanted.test(file.plainName())) {
        String name = DataListing.withoutCompression(file.name());
        found.merge(name, file, (a, b) -> a.name().equals(name) ? a : b);
      }
    }
    if (found.size() == 1) {
      return found.firstEntry().getValue().file(storage);
    }
    throw new DataException(
        found.isEmpty()
            ? "%s: expected %s, such as the file %s or %s.gz, found none"
                .formatted(this, what, example, example)
            : "%s: expected %s in one file, found %s (a pattern such as %s/NAME* chooses)"
                .formatted(
                    this,
                    what,
                    found.keySet().stream()
                        .map(Excerpt::plain)
                        .collect(Collectors.joining(" and ")),
                    folder));
  }

  /**
   * File that says which characters the labels are, such as {@code emnist-letters-mapping.txt};
   * empty if there is none, or more than one.
   */
  Optional<DataFile> mapping() {
    List<DataListing.Entry> found =
        list().stream()
            .filter(file -> file.plainName().endsWith(".txt"))
            .filter(file -> DataListing.words(file.name()).contains("mapping"))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0).file(storage)) : Optional.empty();
  }

  /** Whether a file's name says that it holds rows of a split. */
  boolean has(Split split) {
    return list().stream().anyMatch(file -> DataListing.isOf(split, file.name()));
  }

  /** Whether a file's name has a word. */
  boolean isOf(String word) {
    return list().stream().anyMatch(file -> DataListing.words(file.name()).contains(word));
  }

  /** Fully qualified URI, valid on every machine. */
  String qualified() {
    String uri = DataListing.qualified(storage, folder);
    return pattern.equals(ALL) ? uri : Paths.in(uri, pattern).toString();
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

  private List<DataListing.Entry> list() {
    return DataListing.of(storage, toString());
  }
}
