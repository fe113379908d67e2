package treecast.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;

/**
 * Buffer of a text file: the bytes around the place where it is read, so that short pieces of text
 * need not be copied.
 */
final class TextBuffer {
  /** Largest number of bytes that are kept at once. */
  private static final int MOST = 1 << 20;

  private static final byte[] MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

  private InputStream in;
  private final Path path;
  private byte[] bytes = new byte[1 << 16];
  private int at;
  private int end;
  private long before;

  /** Buffer of a stream. */
  TextBuffer(InputStream in, Path path) {
    this.in = in;
    this.path = path;
  }

  /** Bytes, of which those from {@link #at} to below {@link #end} have not been read. */
  byte[] bytes() {
    return bytes;
  }

  /** Index of the next byte. */
  int at() {
    return at;
  }

  int end() {
    return end;
  }

  /** Reads on at an index up to {@link #end}. */
  void moveTo(int index) {
    at = index;
  }

  /** Number of bytes of the stream that have been read. */
  long offset() {
    return before + at;
  }

  /** Whether there is another byte, which is then in the buffer. */
  boolean fill() {
    return at < end || more() > 0;
  }

  /**
   * Takes in more bytes behind those that have not been read, which may move.
   *
   * @return the number of new bytes: 0 at the end of the file, -1 if the buffer may not grow
   */
  int more() {
    int kept = end - at;
    if (kept == MOST) {
      return -1;
    }
    byte[] from = bytes;
    if (kept == bytes.length) {
      bytes = new byte[2 * kept];
    }
    System.arraycopy(from, at, bytes, 0, kept);
    before += at;
    at = 0;
    end = kept;
    int added = read(bytes.length - kept);
    end += added;
    return added;
  }

  private int read(int most) {
    try {
      return in.readNBytes(bytes, end, most);
    } catch (IOException e) {
      throw InputFile.unreadable(path, e);
    }
  }

  /** Passes over a byte order mark at the beginning of the file. */
  void skipMark() {
    fill();
    if (end >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)) {
      at = MARK.length;
    }
  }

  /**
   * Goes on at another place of the file.
   *
   * @param file whose stored content this buffer holds
   */
  void seek(InputFile file, long offset) {
    if (offset >= before && offset <= before + end) {
      at = (int) (offset - before);
    } else {
      in = file.from(offset);
      before = offset;
      at = 0;
      end = 0;
    }
  }
}
