package treecast.source;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.io.compress.Lz4Codec;
import org.apache.hadoop.io.compress.SnappyCodec;
import org.apache.hadoop.io.compress.ZStandardCodec;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Retry;

/**
 * Input file on any Hadoop file system, compressed or not. Gzip is recognised by its content;
 * bzip2, zstd, lz4 and snappy by the ending of the name, as Hadoop's codecs have it.
 *
 * @param in the uncompressed content
 * @param length size of the file in bytes, as it is stored
 * @param compressed whether the file is compressed
 * @param raw the stored content; empty if there is none behind {@code in}
 */
record InputFile(
    Path path, InputStream in, long length, boolean compressed, Optional<FSDataInputStream> raw)
    implements Closeable {
  private static final int BUFFER = 1 << 16;

  /**
   * Opens a file, again and again for a minute where its file system fails.
   *
   * @param what the kind of file, for messages
   * @throws DataException if it cannot be read
   */
  static InputFile open(DataFile file, String what) {
    Path path = file.path();
    InputStream in = null;
    try {
      FileSystem files = file.storage().of(path);
      Retry retry = file.storage().retry();
      FileStatus status = retry.untilDone(path, () -> files.getFileStatus(path));
      if (status.isDirectory()) {
        throw new DataException(path + ": expected " + what + ", found a directory");
      }
      FSDataInputStream raw = retry.untilDone(path, () -> files.open(path));
      in = new BufferedInputStream(raw, BUFFER);
      boolean compressed = startsAsGzip(in);
      if (compressed) {
        in = new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
      } else {
        CompressionCodec codec = codec(files, path);
        compressed = codec != null;
        in = compressed ? decompressed(path, in, codec, status.getLen()) : in;
      }
      return new InputFile(path, in, status.getLen(), compressed, Optional.of(raw));
    } catch (IOException e) {
      closeQuietly(in);
      throw unreadable(path, e);
    } catch (RuntimeException | LinkageError e) {
      closeQuietly(in);
      throw e;
    }
  }

  private static InputStream decompressed(
      Path path, InputStream in, CompressionCodec codec, long length) throws IOException {
    requireBlocks(path, in, codec, length);
    try {
      // Hadoop's own codec of zstd needs its native library; Spark brings one that needs nothing.
      InputStream plain =
          codec instanceof ZStandardCodec
              ? new ZstdInputStreamNoFinalizer(in)
              : codec.createInputStream(in);
      return new BufferedInputStream(plain, BUFFER);
    } catch (RuntimeException | LinkageError e) {
      // Hadoop's codecs say so when the native library that they need is not there.
      throw new DataException(
          "%s: cannot be decompressed on this machine: %s"
              .formatted(path, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  /** Codec by the ending of the name; null for gzip, which the content shows, and for others. */
  private static CompressionCodec codec(FileSystem files, Path path) {
    CompressionCodec codec = new CompressionCodecFactory(files.getConf()).getCodec(path);
    return codec instanceof GzipCodec ? null : codec;
  }

  /**
   * Checks that a file of snappy or lz4 begins with a block as Hadoop writes it: two lengths in
   * bytes. Files of their own tools do not, and Hadoop would take any number for a length.
   */
  private static void requireBlocks(Path path, InputStream in, CompressionCodec codec, long length)
      throws IOException {
    if (!(codec instanceof SnappyCodec || codec instanceof Lz4Codec)) {
      return;
    }
    in.mark(2 * Integer.BYTES);
    byte[] lengths = in.readNBytes(2 * Integer.BYTES);
    in.reset();
    int block = lengths.length < 2 * Integer.BYTES ? 0 : ByteBuffer.wrap(lengths).getInt(4);
    if (block < 0 || block > length) {
      throw new DataException(
          "%s: expected %s in blocks as Hadoop writes them, found other bytes"
              .formatted(path, codec.getDefaultExtension().substring(1)));
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
    if (e instanceof ZstdIOException) {
      return new DataException(
          path + ": expected intact zstd, found it damaged or cut short (" + e.getMessage() + ")",
          e);
    }
    if (e instanceof CharacterCodingException) {
      return new DataException(
          path + ": expected text in its encoding (data.csv.encoding), found other bytes", e);
    }
    return DataException.unreadable(path, e);
  }

  /**
   * Stored content from a place on, instead of {@link #in}.
   *
   * @throws DataException if it cannot be read
   */
  InputStream from(long offset) {
    try {
      FSDataInputStream stored = raw.orElseThrow();
      stored.seek(offset);
      return stored;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
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
