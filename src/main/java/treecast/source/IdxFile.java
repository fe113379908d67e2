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
 * IDX file, read from the beginning to the end. The format: two zero bytes, the type of the
 * numbers, the number of dimensions, each dimension as a big-endian 32-bit integer, then the
 * numbers in row-major order.
 *
 * <p>Any error in a file is a {@link DataException} that names the file.
 */
final class IdxFile implements Closeable {
  /** Numbers that are decoded at once. */
  private static final int CHUNK = 1 << 13;

  /** Upper bound on the expansion factor of a deflate stream. */
  private static final long LARGEST_EXPANSION = 1032;

  private final InputFile file;
  private final Path path;
  private final InputStream in;
  private final IdxType type;
  private final int[] shape;
  private long left;

  private IdxFile(InputFile file, IdxType type, int[] shape) {
    this.file = file;
    this.type = type;
    this.path = file.path();
    this.in = file.in();
    this.shape = shape;
    this.left = bytes();
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
      byte[] magic = readMagic(path, file.in());
      IdxType type =
          IdxType.of(magic[2])
              .orElseThrow(
                  () ->
                      new DataException(
                          "%s: expected type byte 08, 09, 0b, 0c, 0d or 0e, found %02x"
                              .formatted(path, magic[2])));
      int[] shape = readExtents(path, file.in(), dimensions(path, magic[3], min, max));
      IdxFile opened = new IdxFile(file, type, shape);
      opened.requirePlausible();
      return opened;
    } catch (IOException | DataException e) {
      file.close();
      throw e instanceof IOException io ? InputFile.unreadable(path, io) : (DataException) e;
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

  /** Type of its numbers. */
  IdxType type() {
    return type;
  }

  /** Reads the next numbers, of any type. */
  void read(double[] into, int offset, int count) {
    byte[] chunk = new byte[Math.min(count, CHUNK) * type.bytes()];
    for (int done = 0; done < count; done += CHUNK) {
      int some = Math.min(CHUNK, count - done);
      read(chunk, 0, some * type.bytes());
      ByteBuffer numbers = ByteBuffer.wrap(chunk);
      for (int i = 0; i < some; i++) {
        into[offset + done + i] = type.next(numbers);
      }
    }
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

  /** Skips the next numbers; uncompressed files are seeked. */
  void skip(long count) {
    skipBytes(count * type.bytes());
  }

  private void skipBytes(long length) {
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
    skipBytes(left);
    try {
      if (in.read() >= 0) {
        throw new DataException(
            path + ": expected " + bytes() + " bytes of data as the header says, found more");
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
        "%s: expected %d bytes of data as the header says, found fewer".formatted(path, bytes()));
  }

  private static byte[] readMagic(Path path, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length == 0) {
      throw new DataException(path + ": expected an IDX file, found an empty one");
    }
    if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
      throw new DataException(
          "%s: expected the magic bytes 00 00 of an IDX file, found %s"
              .formatted(path, HexFormat.ofDelimiter(" ").formatHex(magic)));
    }
    return magic;
  }

  private static int dimensions(Path path, byte found, int min, int max) {
    int dimensions = Byte.toUnsignedInt(found);
    if (dimensions < min || dimensions > max) {
      String expected = min == max ? String.valueOf(min) : min + " to " + max;
      throw new DataException(
          "%s: expected %s dimension(s), found %d".formatted(path, expected, dimensions));
    }
    return dimensions;
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

  private void requirePlausible() {
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] < 1) {
        throw new DataException(
            "%s: dimension %d: expected 1 or more, found %d".formatted(path, d + 1, shape[d]));
      }
    }
    long header = 4 + 4L * shape.length;
    boolean compressed = file.compressed();
    long max = compressed ? file.length() * LARGEST_EXPANSION - header : file.length() - header;
    if (bytes() > max || (!compressed && bytes() < max)) {
      throw new DataException(
          "%s: the header announces %s %s: expected %d bytes of data, found %s%d"
              .formatted(
                  path,
                  Arrays.toString(shape).replace(", ", " x "),
                  type.title(),
                  bytes(),
                  compressed ? "room for at most " : "",
                  max));
    }
  }

  /** Number of bytes of data by the header; {@link Long#MAX_VALUE} if it overflows. */
  private long bytes() {
    long product = type.bytes();
    for (int extent : shape) {
      long high = Math.multiplyHigh(product, extent);
      product = high == 0 && product * extent >= 0 ? product * extent : Long.MAX_VALUE;
    }
    return product;
  }
}
