package treecast.report;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.Paths;
import treecast.data.Retry;
import treecast.data.Storage;

/**
 * Output directory on any Hadoop file system. Files are written under a temporary name and renamed,
 * so none is ever incomplete. Where a file system fails for a moment, a file is written again.
 */
public final class OutputDirectory {
  private final Retry retry;
  private final FileSystem files;
  private final Path root;

  private OutputDirectory(Retry retry, FileSystem files, Path root) {
    this.retry = retry;
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
    return new OutputDirectory(storage.retry(), files, root);
  }

  /** An output directory that may exist already. */
  public static OutputDirectory of(Storage storage, String path) throws IOException {
    Path root = Paths.of(path);
    return new OutputDirectory(storage.retry(), storage.toWrite(root), root);
  }

  /** Writes a file under a temporary name and renames it. */
  public void write(String name, byte[] content) throws IOException {
    write(retry, files, root, name, content);
  }

  /**
   * Writes a file anywhere under a temporary name and renames it.
   *
   * @param file its path, with a folder in front
   */
  public static void write(Storage storage, Path file, byte[] content) throws IOException {
    FileSystem files = storage.toWrite(file);
    write(storage.retry(), files, file.getParent(), file.getName(), content);
  }

  private static void write(Retry retry, FileSystem files, Path folder, String name, byte[] content)
      throws IOException {
    Path partial = Paths.in(folder, partial(name));
    Path whole = Paths.in(folder, name);
    retry.untilDone(
        whole,
        () -> {
          try (OutputStream out = files.create(partial, true)) {
            out.write(content);
          }
          if (!replaced(files, partial, whole)) {
            throw new IOException(whole + ": cannot be written");
          }
          return whole;
        });
  }

  /** A run that goes on writes a file again, and not every file system renames onto one. */
  private static boolean replaced(FileSystem files, Path partial, Path whole) throws IOException {
    try {
      if (files.rename(partial, whole)) {
        return true;
      }
    } catch (FileAlreadyExistsException e) {
      // It is deleted below, as where rename answers no.
    }
    return files.delete(whole, false) && files.rename(partial, whole);
  }

  /** Gives a file its name whose replacing was interrupted when the old one had been deleted. */
  void finishReplacing(String name) throws IOException {
    Path partial = Paths.in(root, partial(name));
    Path whole = Paths.in(root, name);
    retry.untilDone(
        whole, () -> files.exists(whole) || !files.exists(partial) || files.rename(partial, whole));
  }

  /** Deletes a file, if it is there. */
  void delete(String name) throws IOException {
    Path file = new Path(root, name);
    retry.untilDone(file, () -> files.delete(file, false));
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
    return new OutputDirectory(retry, files, new Path(root, name));
  }

  /** What is done again where the file system fails. */
  Retry retry() {
    return retry;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
