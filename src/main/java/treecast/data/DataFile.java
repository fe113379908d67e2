package treecast.data;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * File of a data set. Its text form, used in messages, is its path.
 *
 * @param storage file systems with which it is opened
 */
public record DataFile(Storage storage, Path path) implements Serializable {

  /**
   * Whether it lies on this machine's disk.
   *
   * @throws DataException if its file system cannot be reached
   */
  public boolean isLocal() {
    try {
      return storage.isLocal(path);
    } catch (IOException e) {
      throw DataException.unreadable(path, e);
    }
  }

  /**
   * Size in bytes, as it is stored.
   *
   * @throws DataException if it cannot be read
   */
  public long length() {
    return status().getLen();
  }

  /**
   * What its file system says of it now; one that fails is asked again for a minute.
   *
   * @throws DataException if it cannot be read
   */
  public FileStatus status() {
    try {
      FileSystem files = storage.of(path);
      return storage.retry().untilDone(path, () -> files.getFileStatus(path));
    } catch (IOException e) {
      throw DataException.unreadable(path, e);
    }
  }

  /**
   * Path, size in bytes and time of change, by which a changed file is noticed.
   *
   * @throws DataException if it cannot be read
   */
  public String version() {
    return version(status());
  }

  /** The same of a status that is known. */
  public static String version(FileStatus status) {
    return "%s %d %d".formatted(status.getPath(), status.getLen(), status.getModificationTime());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
