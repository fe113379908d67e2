package treecast.source;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.DataFile;

/**
 * Input file on any Hadoop file system, gzip or uncompressed, which is recognised by its content
 * and not by its name.
 *
 * @param in the uncompressed content
 * @param length size of the file in bytes, compressed if it is gzip
 * @param compressed whether the file is gzip
 */
record InputFile(Path path, InputStream in, long length, boolean compressed) implements Closeable {
  private static final int BUFFER = 1 << 16;

  /**
   * Opens a file.
   *
   * @param what the kind of file, for messages
   * @throws DataException if it cannot be read
   */
  static InputFile open(DataFile file, String what) {
    Path path = file.path();
    InputStream in = null;
    try {
      FileSystem files = file.storage().of(path);
      FileStatus status = files.getFileStatus(path);
      if (status.isDirectory()) {
        throw new DataException(path + ": expected " + what + ", found a directory");
      }
      in = new BufferedInputStream(files.open(path), BUFFER);
      boolean compressed = startsAsGzip(in);
      if (compressed) {
        in = new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
      }
      return new InputFile(path, in, status.getLen(), compressed);
    } catch (IOException e) {
      closeQuietly(in);
      throw unreadable(path, e);
    }
  }

  /** Error of a failed read, in one line. */
  static DataException unreadable(Path path, IOException e) {
    if (e instanceof FileNotFoundException
        && !String.valueOf(e.getMessage()).contains("ermission")) {
      return new DataException(path + ": expected a file, found none", e);
    }
    if (e instanceof ZipException || e instanceof EOFException) {
      return new DataException(
          path + ": expected intact gzip, found it damaged or cut short (" + e.getMessage() + ")",
          e);
    }
    return DataException.unreadable(path, e);
  }

  @Override
  public void close() {
    closeQuietly(in);
  }

  private static boolean startsAsGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip;
  }

  private static void closeQuietly(InputStream in) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      // A failed close of a file that was only read loses nothing.
      return;
    }
  }
}
