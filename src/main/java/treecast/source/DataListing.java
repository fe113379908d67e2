package treecast.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Paths;
import treecast.data.Split;
import treecast.data.Storage;

/**
 * Listing of files and folders on any Hadoop file system, in the order of their names. Hidden ones,
 * whose names begin with a dot or an underscore, are passed over, as are the {@code .crc} files of
 * Hadoop.
 */
final class DataListing {
  private static final Set<String> TRAIN = Set.of("train", "training");
  private static final Set<String> TEST = Set.of("test", "testing", "t10k");
  private static final Set<String> VALIDATION = Set.of("validation", "valid", "val", "dev", "eval");
  private static final Set<String> COMPRESSED =
      Set.of("gz", "gzip", "bz2", "zst", "lz4", "snappy", "deflate");

  private DataListing() {}

  /**
   * File or folder.
   *
   * @param isFolder whether it is a folder
   * @param length size of a file in bytes
   */
  record Entry(Path path, boolean isFolder, long length) {
    String name() {
      return path.getName();
    }

    /** Name in lower case, without the ending of a compressed file. */
    String plainName() {
      return withoutCompression(name()).toLowerCase(Locale.ROOT);
    }

    DataFile file(Storage storage) {
      return new DataFile(storage, path);
    }
  }

  /**
   * Entries that a path or URI names: a file, the content of a folder, or what matches the glob in
   * its last component.
   *
   * @throws DataException if there is none, or if it cannot be read
   */
  static List<Entry> of(Storage storage, String text) {
    try {
      Path path = Paths.of(text);
      FileSystem files = storage.of(path);
      boolean glob = path.getName().contains("*");
      Path folder = glob ? parent(path) : path;
      if (!files.exists(folder)) {
        throw new DataException(
            "%s: expected data files, found nothing of that name".formatted(folder));
      }
      FileStatus status = files.getFileStatus(folder);
      if (!status.isDirectory()) {
        return List.of(new Entry(path, false, status.getLen()));
      }
      GlobPattern pattern = new GlobPattern(glob ? path.getName() : "*");
      return entries(files, folder).stream().filter(e -> pattern.matches(e.name())).toList();
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "expected the path or URI of a folder or file, found '%s' (%s)"
              .formatted(text, e.getMessage()),
          e);
    } catch (IOException e) {
      throw DataException.unreadable(text, e);
    }
  }

  /** Content of a folder. */
  static List<Entry> of(Storage storage, Entry folder) {
    try {
      return entries(storage.of(folder.path()), folder.path());
    } catch (IOException e) {
      throw DataException.unreadable(folder.path(), e);
    }
  }

  private static List<Entry> entries(FileSystem files, Path folder) throws IOException {
    return Arrays.stream(files.listStatus(folder))
        .filter(status -> isVisible(status.getPath().getName()))
        .sorted(Comparator.comparing(status -> status.getPath().getName()))
        .map(
            status ->
                new Entry(
                    Paths.in(folder, status.getPath().getName()),
                    status.isDirectory(),
                    status.getLen()))
        .toList();
  }

  /**
   * Fully qualified URI of a path, valid on every machine.
   *
   * @throws DataException if it is neither a path nor a URI
   */
  static String qualified(Storage storage, String text) {
    try {
      Path path = Paths.of(text);
      boolean glob = path.getName().contains("*");
      Path folder = glob ? parent(path) : path;
      String uri = storage.of(folder).makeQualified(folder).toString();
      return glob ? Paths.in(uri, path.getName()).toString() : uri;
    } catch (IOException e) {
      throw DataException.unreadable(text, e);
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? Paths.of(".") : parent;
  }

  private static boolean isVisible(String name) {
    return !name.startsWith(".") && !name.startsWith("_") && !name.endsWith(".crc");
  }

  /** Whether a name says that it holds rows of a split. */
  static boolean isOf(Split split, String name) {
    boolean train = hasWord(name, TRAIN);
    return train != hasWord(name, TEST) && train == (split == Split.TRAIN);
  }

  /** Whether a name says that it holds rows for validation. */
  static boolean isValidation(String name) {
    return hasWord(name, VALIDATION) && !hasWord(name, TRAIN) && !hasWord(name, TEST);
  }

  private static boolean hasWord(String name, Set<String> wanted) {
    Set<String> words = words(withoutCompression(name));
    return wanted.stream().anyMatch(words::contains);
  }

  /**
   * Words of a name in lower case: its longest runs of letters or digits, which also end where a
   * capital letter follows a small one, as in {@code irisTrain}.
   */
  static Set<String> words(String name) {
    String separated = name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ");
    Set<String> words =
        Arrays.stream(separated.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
            .collect(Collectors.toSet());
    words.addAll(Arrays.asList(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)));
    return words;
  }

  static String withoutCompression(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && COMPRESSED.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
        ? name.substring(0, dot)
        : name;
  }
}
