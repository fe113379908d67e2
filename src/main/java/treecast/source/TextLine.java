package treecast.source;

import java.util.Arrays;

/** Copy of a line of text. */
final class TextLine {
  /** Maximum length in bytes. A longer line means that the file has another format. */
  static final int LONGEST = 1 << 28;

  private byte[] bytes = new byte[1 << 10];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  /** Number of bytes, without the line feed; more than {@link #LONGEST} if they were not copied. */
  int length() {
    return length;
  }

  /**
   * Reads the rest of a line.
   *
   * @return whether it ends with a line feed, and not with the file
   */
  boolean read(TextBuffer buffer) {
    length = 0;
    boolean ended = false;
    while (!ended && length <= LONGEST && buffer.fill()) {
      int from = buffer.at();
      int to = from;
      while (to < buffer.end() && buffer.bytes()[to] != '\n') {
        to++;
      }
      ended = to < buffer.end();
      append(buffer.bytes(), from, to);
      buffer.moveTo(ended ? to + 1 : to);
    }
    return ended;
  }

  /** Leaves out what stands behind a byte, and the byte. */
  int before(int comment) {
    int at = 0;
    while (at < length && bytes[at] != comment) {
      at++;
    }
    return at;
  }

  private void append(byte[] from, int begin, int end) {
    int more = end - begin;
    if (length + more <= LONGEST) {
      if (length + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
      }
      System.arraycopy(from, begin, bytes, length, more);
    }
    length += more;
  }
}
