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
 * Hadoop's file systems under one configuration. It travels whole with whatever holds it, so that
 * an executor opens files under the driver's settings and credentials and not under its machine's.
 */
public final class Storage implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Written by hand: Hadoop's configuration is not serialisable. */
  private transient Configuration configuration;

  /** The file systems that a configuration describes; it must not change afterwards. */
  public Storage(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * The file system of a path; the default one of the configuration where the path names none.
   *
   * @throws UnsupportedFileSystemException if there is none of that name, with the package that has
   *     it
   * @throws IOException if it cannot be reached
   */
  public FileSystem of(Path path) throws IOException {
    FileSystem files = found(path);
    // Beside a name with a colon Hadoop cannot name the file of its checksums.
    return files instanceof LocalFileSystem local && path.getName().contains(":")
        ? local.getRaw()
        : files;
  }

  /**
   * The file system of a path that is written to. On a local disk it is one of its own, which
   * leaves no checksum files beside those that it writes: the one that Hadoop keeps is everybody's
   * in this JVM, and stays as it is.
   *
   * @throws IOException if there is none of that name, or if it cannot be reached
   */
  public FileSystem toWrite(Path path) throws IOException {
    FileSystem files = of(path);
    if (!(files instanceof LocalFileSystem)) {
      return files;
    }
    LocalFileSystem own = new LocalFileSystem();
    own.initialize(files.getUri(), configuration);
    own.setWriteChecksum(false);
    return own;
  }

  /** Whether a path lies on the disk of the machine that asks. */
  public boolean isLocal(Path path) throws IOException {
    return found(path) instanceof LocalFileSystem;
  }

  private FileSystem found(Path path) throws IOException {
    try {
      return path.getFileSystem(configuration);
    } catch (UnsupportedFileSystemException e) {
      throw MissingFileSystem.of(path, e);
    } catch (RuntimeException e) {
      // That of a file system which Hadoop knows by name: its class is in another jar.
      if (e.getCause() instanceof ClassNotFoundException) {
        throw MissingFileSystem.of(path, e);
      }
      throw e;
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
  }
}
