package treecast.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Paths;
import treecast.data.Sha256;
import treecast.data.Storage;

/**
 * Cache of what examinations of files have found. An entry is named by the SHA-256 of the names,
 * sizes and times of change of the files, of how they are read, and of this program; it ends with
 * the SHA-256 of its content. One that is damaged is made anew.
 *
 * @param folder folder on this machine's disk; empty if nothing is cached
 * @param least number of bytes from which files are worth an entry
 */
record RowCache(Optional<Path> folder, long least) {
  /** Setting of Hadoop's configuration: a folder, or off. */
  static final String SETTING = "treecast.rows.cache";

  private static final String OFF = "off";
  private static final long LEAST = 1 << 22;
  private static final int MOST_ENTRIES = 64;
  private static final int CHECKSUM = 32;
  private static final String PARTIAL = "treecast-rows-";
  private static final Pattern OURS = Pattern.compile("[0-9a-f]{64}|" + PARTIAL + ".*\\.part");

  /** Age from which another change of a file would have another time. */
  private static final long SETTLED_MILLISECONDS = 2_000;

  /**
   * Cache by its setting; the default folder is beside that of MNIST.
   *
   * @throws DataException if the setting is a URI or empty
   */
  static RowCache of(Storage storage) {
    String setting = storage.setting(SETTING, Mnist.cache().resolveSibling("rows").toString());
    if (setting.isEmpty() || Paths.of(setting).toUri().getScheme() != null) {
      throw new DataException(
          "%s: expected a folder on this machine's disk or %s, found '%s'"
              .formatted(SETTING, OFF, setting));
    }
    return new RowCache(
        setting.equals(OFF) ? Optional.empty() : Optional.of(Path.of(setting).toAbsolutePath()),
        LEAST);
  }

  /**
   * What was found before, or is found now.
   *
   * @param reading how the files are read, in words
   */
  <T extends Serializable> T get(
      List<DataFile> files, String reading, Class<T> type, Supplier<T> find) {
    Optional<Path> entry = folder.flatMap(in -> name(files, reading).map(in::resolve));
    Optional<T> known = entry.flatMap(path -> read(path, type));
    return known.orElseGet(
        () -> {
          T found = find.get();
          entry.ifPresent(path -> write(path, found));
          return found;
        });
  }

  /** Name of an entry; empty if the files are small, or have changed just now. */
  private Optional<String> name(List<DataFile> files, String reading) {
    StringBuilder text = new StringBuilder(program()).append('\n').append(reading);
    long bytes = 0;
    long newest = 0;
    for (DataFile file : files) {
      FileStatus status = file.status();
      bytes += status.getLen();
      newest = Math.max(newest, status.getModificationTime());
      text.append('\n').append(DataFile.version(status));
    }
    boolean settled = newest <= System.currentTimeMillis() - SETTLED_MILLISECONDS;
    return settled && bytes >= least
        ? Optional.of(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  /** This build of the program: another may find something else. */
  private static String program() {
    CodeSource source = RowCache.class.getProtectionDomain().getCodeSource();
    try {
      Path jar = Path.of(source.getLocation().toURI());
      Path file = Files.isDirectory(jar) ? jar.resolve("treecast/source/RowCache.class") : jar;
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException | URISyntaxException | RuntimeException e) {
      return String.valueOf(source);
    }
  }

  private static <T> Optional<T> read(Path entry, Class<T> type) {
    try {
      byte[] bytes = Files.readAllBytes(entry);
      int length = bytes.length - CHECKSUM;
      if (length < 0
          || !Arrays.equals(
              RowDigest.bytes(bytes, length), Arrays.copyOfRange(bytes, length, bytes.length))) {
        return Optional.empty();
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes, 0, length))) {
        in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("treecast.**;java.**;!*"));
        return Optional.of(type.cast(in.readObject()));
      }
    } catch (IOException | ClassNotFoundException | RuntimeException e) {
      // What cannot be read is examined again.
      return Optional.empty();
    }
  }

  /**
   * Writes an entry, which has its name when it is whole; a cache that cannot be written is none.
   */
  private static void write(Path entry, Serializable found) {
    try {
      Files.createDirectories(entry.getParent());
      prune(entry.getParent());
      Path partial = Files.createTempFile(entry.getParent(), PARTIAL, ".part");
      try {
        Files.write(partial, bytes(found));
        Files.move(partial, entry, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException | UncheckedIOException | OutOfMemoryError e) {
      return;
    }
  }

  private static byte[] bytes(Serializable found) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(found);
    }
    bytes.write(RowDigest.bytes(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  /** Deletes the oldest entries of many. */
  private static void prune(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> newest =
          all.filter(RowCache::isOurs)
              .sorted(Comparator.comparing(RowCache::time, Comparator.reverseOrder()))
              .toList();
      for (Path old : newest.subList(Math.min(MOST_ENTRIES, newest.size()), newest.size())) {
        Files.deleteIfExists(old);
      }
    }
  }

  /** Whether a file is of this cache, whose folder may hold others. */
  private static boolean isOurs(Path file) {
    return OURS.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
  }

  private static long time(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }
}
