package treecast.source;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import treecast.data.Sha256;

/**
 * Digest of rows: the SHA-256 of what their fields mean, numbers as numbers and words as words.
 * Rows are digested in blocks, and the digest of a split is that of its blocks' digests.
 */
final class RowDigest {
  /** Largest whole number that is one byte. */
  private static final int SMALL = 250;

  private static final int NUMBER = 255;
  private static final int WORD = 254;

  private final MessageDigest digest = Sha256.digest();
  private byte[] row = new byte[1 << 10];
  private int length;

  /** Adds a row. */
  void add(CsvRecords records, double[] numbers, int[] places) {
    length = 0;
    for (int i = 0; i < places.length; i++) {
      if (Double.isNaN(numbers[i])) {
        records.addWord(places[i], this);
      } else {
        add(numbers[i]);
      }
    }
    digest.update(row, 0, length);
  }

  private void add(double number) {
    if (length + 1 + Double.BYTES > row.length) {
      row = Arrays.copyOf(row, 2 * row.length);
    }
    long bits = Double.doubleToRawLongBits(number);
    if (bits >= 0 && number <= SMALL && number == (int) number) {
      row[length++] = (byte) number;
      return;
    }
    row[length++] = (byte) NUMBER;
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      row[length++] = (byte) (bits >>> shift);
    }
  }

  /** Adds a word to the current row. */
  void add(byte[] bytes, int from, int to) {
    int more = 1 + Integer.BYTES + to - from;
    if (length + more > row.length) {
      row = Arrays.copyOf(row, Math.max(2 * row.length, length + more));
    }
    ByteBuffer.wrap(row, length, more)
        .put((byte) WORD)
        .putInt(to - from)
        .put(bytes, from, to - from);
    length += more;
  }

  /** Digest of the rows that have been added since the last one. */
  byte[] end() {
    return digest.digest();
  }

  /** SHA-256 of the first of some bytes. */
  static byte[] bytes(byte[] bytes, int length) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes, 0, length);
    return digest.digest();
  }

  /** Digest of a split: that of the number of its rows and of its blocks. */
  static String of(long rows, List<byte[]> blocks) {
    MessageDigest all = Sha256.digest();
    all.update(ByteBuffer.allocate(Long.BYTES).putLong(rows).array());
    blocks.forEach(all::update);
    return Sha256.hex(all);
  }
}
