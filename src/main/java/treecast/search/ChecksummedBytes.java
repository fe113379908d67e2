package treecast.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import treecast.data.Sha256;

/**
 * Bytes with a checksum: a first line contains their number and their SHA-256. The line is a
 * comment in HOCON.
 */
final class ChecksummedBytes {
  /** Thrown for damaged content: truncated, changed, or of another kind. */
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }
  }

  private ChecksummedBytes() {}

  /** Adds the checksum line in front of the content. */
  static byte[] wrap(byte[] content) {
    byte[] line = line(content);
    byte[] whole = Arrays.copyOf(line, line.length + content.length);
    System.arraycopy(content, 0, whole, line.length, content.length);
    return whole;
  }

  /**
   * Checks and removes the checksum line.
   *
   * @throws Damaged if it does not match the content
   */
  static byte[] unwrap(byte[] whole) throws Damaged {
    int end = 0;
    while (end < whole.length && whole[end] != '\n') {
      end++;
    }
    byte[] content = Arrays.copyOfRange(whole, Math.min(whole.length, end + 1), whole.length);
    byte[] line = line(content);
    if (!Arrays.equals(line, Arrays.copyOf(whole, Math.min(whole.length, end + 1)))) {
      throw new Damaged(
          "expected the first line %s, found another one"
              .formatted(new String(line, StandardCharsets.US_ASCII).strip()));
    }
    return content;
  }

  private static byte[] line(byte[] content) {
    return ("# treecast: " + content.length + " bytes of SHA-256 " + Sha256.of(content) + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
