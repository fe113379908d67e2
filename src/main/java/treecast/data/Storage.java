package treecast.data;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Access to Hadoop's file systems with one configuration. The configuration is serialised with it,
 * so that an executor opens files with the driver's settings and credentials, not with those of its
 * machine.
 */
public final class Storage implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Serialised by {@link #writeObject}, because Hadoop's configuration is not serialisable. */
  private transient Configuration configuration;

  /** What a process tells of failures is not for another. */
  private transient Retry retry;

  /** Access with a configuration, which must not change afterwards; nothing is told of retries. */
  public Storage(Configuration configuration) {
    this(configuration, Retry.telling(line -> {}));
  }

  /**
   * Access with a configuration, which must not change afterwards.
   *
   * @param retry of what is written
   */
  public Storage(Configuration configuration, Retry retry) {
    this.configuration = configuration;
    this.retry = retry;
  }

  /** Retries of what is done with files that can be done again from its beginning. */
  public Retry retry() {
    return retry;
  }

  /** Setting of the configuration. */
  public String setting(String key, String usual) {
    return configuration.get(key, usual);
  }

  /**
   * File system of a path; the configuration's default one if the path names none.
   *
   * @throws UnsupportedFileSystemException if the file system is unknown; the message names the
   *     package that contains it
   * @throws IOException if it cannot be reached
   */
  public FileSystem of(Path path) throws IOException {
    FileSystem files = found(path);
    // Hadoop cannot name the checksum file of a file whose name contains a colon.
    return files instanceof LocalFileSystem local && path.getName().contains(":")
        ? local.getRaw()
        : files;
  }

  /**
   * File system for writing to a path. For a local disk this is a new one ({@link LocalDisk}) that
   * writes no checksum files; Hadoop's cached one is shared by the whole JVM and stays as it is.
   *
   * @throws IOException if the file system is unknown or cannot be reached
   */
  public FileSystem toWrite(Path path) throws IOException {
    FileSystem files = of(path);
    if (!(files instanceof LocalFileSystem)) {
      return files;
    }
    LocalFileSystem own = new LocalFileSystem(new LocalDisk());
    own.initialize(files.getUri(), configuration);
    own.setWriteChecksum(false);
    return own;
  }

  /** Whether a path lies on this machine's disk. */
  public boolean isLocal(Path path) throws IOException {
    return found(path) instanceof LocalFileSystem;
  }

  private String scheme(Path path) {
    String own = path.toUri().getScheme();
    return own != null ? own : FileSystem.getDefaultUri(configuration).getScheme();
  }

  private FileSystem found(Path path) throws IOException {
    try {
      return path.getFileSystem(configuration);
    } catch (UnsupportedFileSystemException e) {
      throw MissingFileSystem.of(scheme(path), e);
    } catch (RuntimeException e) {
      // Hadoop knows the file system by name, but its class is in another jar.
      if (e.getCause() instanceof ClassNotFoundException) {
        throw MissingFileSystem.of(scheme(path), e);
      }
      // Such as a host that is unknown.
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    configuration.write(out);
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    configuration = new Configuration(false);
    configuration.readFields(in);
    retry = Retry.telling(line -> {});
  }
}
