package treecast.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.DataFile;

/**
 * IDX file of unsigned bytes, read from the beginning to the end. The format: two zero bytes, the
 * type (8 = unsigned byte), the number of dimensions, each dimension as a big-endian 32-bit
 * integer, then the bytes in row-major order.
 *
 * <p>Any error in a file is a {@link DataException} that names the file.
 */
final class IdxFile implements Closeable {
  private static final int UNSIGNED_BYTE = 8;

  /** Upper bound on the expansion factor of a deflate stream. */
  private static final long LARGEST_EXPANSION = 1032;

  private final InputFile file;
  private final Path path;
  private final InputStream in;
  private final int[] shape;
  private long left;

  private IdxFile(InputFile file, int[] shape) {
    this.file = file;
    this.path = file.path();
    this.in = file.in();
    this.shape = shape;
    this.left = bytes(shape);
  }

  /**
   * Opens a file and reads its header.
   *
   * @param min minimum number of dimensions: 1 for labels, 2 for rows of features
   * @param max maximum number of dimensions: 1 for labels, 4 for images with channels
   */
  static IdxFile open(DataFile from, int min, int max) {
    Path path = from.path();
    InputFile file = InputFile.open(from, "an IDX file");
    try {
      int[] shape = readHeader(path, file.in(), min, max);
      requirePlausible(path, shape, file.length(), file.compressed());
      return new IdxFile(file, shape);
    } catch (IOException e) {
      file.close();
      throw InputFile.unreadable(path, e);
    } catch (DataException e) {
      file.close();
      throw e;
    }
  }

  /** Dimensions; the first is the number of items. */
  int[] shape() {
    return shape.clone();
  }

  /** Whether it is compressed, so that it can only be read from its beginning. */
  boolean isCompressed() {
    return file.compressed();
  }

  /** Reads the next bytes. */
  void read(byte[] into, int offset, int length) {
    try {
      int got = in.readNBytes(into, offset, length);
      left -= got;
      if (got < length) {
        throw truncated();
      }
    } catch (IOException e) {
      throw InputFile.unreadable(path, e);
    }
  }

  /** Skips the next bytes; uncompressed files are seeked. */
  void skip(long length) {
    try {
      in.skipNBytes(length);
      left -= length;
    } catch (EOFException e) {
      throw truncated();
    } catch (IOException e) {
      throw InputFile.unreadable(path, e);
    }
  }

  /** Reads to the end and checks the length against the header, and the checksum of gzip. */
  void requireEnd() {
    skip(left);
    try {
      if (in.read() >= 0) {
        throw new DataException(
            path + ": expected " + bytes(shape) + " bytes of data as the header says, found more");
      }
    } catch (IOException e) {
      throw InputFile.unreadable(path, e);
    }
  }

  @Override
  public void close() {
    file.close();
  }

  private DataException truncated() {
    return new DataException(
        "%s: expected %d bytes of data as the header says, found fewer"
            .formatted(path, bytes(shape)));
  }

  private static int[] readHeader(Path path, InputStream in, int min, int max) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length == 0) {
      throw new DataException(path + ": expected an IDX file, found an empty one");
    }
    if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
      throw new DataException(
          "%s: expected the magic bytes 00 00 of an IDX file, found %s"
              .formatted(path, HexFormat.ofDelimiter(" ").formatHex(magic)));
    }
    if (magic[2] != UNSIGNED_BYTE) {
      throw new DataException(
          "%s: expected type byte 08 (unsigned bytes), found %02x".formatted(path, magic[2]));
    }
    int dimensions = Byte.toUnsignedInt(magic[3]);
    if (dimensions < min || dimensions > max) {
      String expected = min == max ? String.valueOf(min) : min + " to " + max;
      throw new DataException(
          "%s: expected %s dimension(s), found %d".formatted(path, expected, dimensions));
    }
    return readExtents(path, in, dimensions);
  }

  private static int[] readExtents(Path path, InputStream in, int dimensions) throws IOException {
    int[] shape = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      byte[] word = in.readNBytes(4);
      if (word.length < 4) {
        throw new DataException(path + ": expected " + dimensions + " dimension(s), found the end");
      }
      shape[d] = ByteBuffer.wrap(word).getInt();
    }
    return shape;
  }

  private static void requirePlausible(Path path, int[] shape, long length, boolean compressed) {
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] < 1) {
        throw new DataException(
            "%s: dimension %d: expected 1 or more, found %d".formatted(path, d + 1, shape[d]));
      }
    }
    long header = 4 + 4L * shape.length;
    long max = compressed ? length * LARGEST_EXPANSION - header : length - header;
    if (bytes(shape) > max || (!compressed && bytes(shape) < max)) {
      throw new DataException(
          "%s: the header announces %s bytes of data: expected %d, found %s%d"
              .formatted(
                  path,
                  Arrays.toString(shape).replace(", ", " x "),
                  bytes(shape),
                  compressed ? "room for at most " : "",
                  max));
    }
  }

  /** Number of bytes of data by the header; {@link Long#MAX_VALUE} if it overflows. */
  private static long bytes(int[] shape) {
    long product = 1;
    for (int extent : shape) {
      long high = Math.multiplyHigh(product, extent);
      product = high == 0 && product * extent >= 0 ? product * extent : Long.MAX_VALUE;
    }
    return product;
  }
}
