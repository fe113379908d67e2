package treecast.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import treecast.training.Sha256;

/**
 * Bytes that tell whether they are whole: a first line says how many there are and what their
 * SHA-256 is. The line begins as comments of HOCON do.
 */
final class CheckedBytes {
  /** What is not whole: cut short, flipped, or something else altogether. */
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }
  }

  private CheckedBytes() {}

  /** The bytes behind their first line. */
  static byte[] wrap(byte[] content) {
    byte[] line = line(content);
    byte[] whole = Arrays.copyOf(line, line.length + content.length);
    System.arraycopy(content, 0, whole, line.length, content.length);
    return whole;
  }

  /**
   * The bytes without their first line.
   *
   * @throws Damaged unless the line is exactly theirs
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
          "expected %s, found a first line that says otherwise"
              .formatted(new String(line, StandardCharsets.US_ASCII).strip()));
    }
    return content;
  }

  private static byte[] line(byte[] content) {
    return ("# treecast: " + content.length + " bytes of SHA-256 " + Sha256.of(content) + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
