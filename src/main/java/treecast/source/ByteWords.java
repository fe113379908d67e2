package treecast.source;

import java.util.Arrays;

/**
 * Table of words by their bytes: what a word means is found out once, and the next time without
 * making text of it. It holds a limited number of short words.
 *
 * @param <T> what a word means
 */
final class ByteWords<T> {
  private static final int MOST = 1 << 14;
  private static final int LONGEST = 128;

  private byte[][] words = new byte[64][];
  private Object[] values = new Object[64];
  private int count;

  /** What a word means; null if it is not in the table. */
  @SuppressWarnings("unchecked")
  T find(byte[] bytes, int from, int to) {
    return (T) values[slot(bytes, from, to)];
  }

  /** Adds a word that is not in the table, unless it is full. */
  void put(byte[] bytes, int from, int to, T value) {
    if (count >= MOST || to - from > LONGEST) {
      return;
    }
    if (2 * count >= words.length) {
      grow();
    }
    int slot = slot(bytes, from, to);
    words[slot] = Arrays.copyOfRange(bytes, from, to);
    values[slot] = value;
    count++;
  }

  /** Slot of a word, or the free one in which it would be. */
  private int slot(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int mask = words.length - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (words[slot] != null
        && !Arrays.equals(words[slot], 0, words[slot].length, bytes, from, to)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    byte[][] oldWords = words;
    Object[] oldValues = values;
    words = new byte[2 * oldWords.length][];
    values = new Object[2 * oldWords.length];
    for (int i = 0; i < oldWords.length; i++) {
      if (oldWords[i] != null) {
        int slot = slot(oldWords[i], 0, oldWords[i].length);
        words[slot] = oldWords[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
