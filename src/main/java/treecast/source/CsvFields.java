package treecast.source;

import java.util.Arrays;

/** Fields of a CSV record: where each of them lies in an array of bytes. */
final class CsvFields {
  private byte[] bytes = new byte[0];
  private int first;
  private int gap;
  private int[] ends = new int[64];
  private int count;

  /** Begins a record without fields. */
  void clear() {
    count = 0;
  }

  /** Adds a field, which begins where the one before ends. */
  void add(int end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = end;
  }

  /**
   * Says where the fields lie.
   *
   * @param first index of the first field's first byte
   * @param gap number of bytes between fields
   */
  void in(byte[] bytes, int first, int gap) {
    this.bytes = bytes;
    this.first = first;
    this.gap = gap;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Number of fields. */
  int count() {
    return count;
  }

  /** Index of a field's first byte. */
  int begin(int i) {
    return i == 0 ? first : ends[i - 1] + gap;
  }

  /** Index behind a field's last byte. */
  int end(int i) {
    return ends[i];
  }

  /** Whether there is nothing but blanks, in one field. */
  boolean isBlank() {
    return count == 1 && onlyBlanks(bytes, first, ends[0]);
  }

  static boolean onlyBlanks(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
