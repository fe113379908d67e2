package treecast.report;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.Paths;
import treecast.data.Storage;

/**
 * Output directory on any Hadoop file system. Files are written under a temporary name and renamed,
 * so none is ever incomplete.
 */
public final class OutputDirectory {
  private final FileSystem files;
  private final Path root;

  private OutputDirectory(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  /**
   * Creates the directory.
   *
   * @throws IOException if it exists or cannot be created
   */
  public static OutputDirectory create(Storage storage, String path) throws IOException {
    Path root = Paths.of(path);
    FileSystem files = storage.toWrite(root);
    if (files.exists(root) || !files.mkdirs(root)) {
      throw new IOException(root + ": expected a directory that does not exist, found one");
    }
    return new OutputDirectory(files, root);
  }

  /** An output directory that may exist already. */
  public static OutputDirectory of(Storage storage, String path) throws IOException {
    Path root = Paths.of(path);
    return new OutputDirectory(storage.toWrite(root), root);
  }

  /** Writes a file under a temporary name and renames it. */
  public void write(String name, byte[] content) throws IOException {
    Path partial = new Path(root, partial(name));
    try (OutputStream out = files.create(partial, true)) {
      out.write(content);
    }
    Path whole = new Path(root, name);
    if (!replaced(partial, whole)) {
      throw new IOException(whole + ": cannot be written");
    }
  }

  /** A run that goes on writes a file again, and not every file system renames onto one. */
  private boolean replaced(Path partial, Path whole) throws IOException {
    try {
      if (files.rename(partial, whole)) {
        return true;
      }
    } catch (FileAlreadyExistsException e) {
      // It is deleted below, as where rename answers no.
    }
    return files.delete(whole, false) && files.rename(partial, whole);
  }

  /** Deletes a file, if it is there. */
  void delete(String name) throws IOException {
    files.delete(new Path(root, name), false);
  }

  /** Temporary name of a file while it is written. */
  static String partial(String name) {
    return "." + name + ".part";
  }

  /** Creates a file that is visible while it is written, or replaces it. */
  FSDataOutputStream growing(String name) throws IOException {
    return files.create(new Path(root, name), true);
  }

  /** A directory inside this one, which may exist already. */
  OutputDirectory below(String name) {
    return new OutputDirectory(files, new Path(root, name));
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
