package treecast.linalg;

import java.io.Serializable;

/**
 * Random permutation of 0..size-1 with random access and without a table: a Feistel network over
 * the smallest even number of bits that holds size, applied repeatedly until the result is below
 * size (cycle walking; Black and Rogaway, "Ciphers with arbitrary finite domains", 2002).
 *
 * <p>The shuffled order of an epoch is therefore a pure function of its stream, and a task that
 * needs sixteen of its rows computes only these.
 */
public record Permutation(int size, RandomStream stream) implements Serializable {
  private static final int ROUNDS = 6;

  /**
   * Element at an index.
   *
   * @param index 0 to size-1
   * @throws IndexOutOfBoundsException if the index is outside
   */
  public int at(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index " + index + " of a permutation of " + size);
    }
    int half = Math.max(1, (33 - Integer.numberOfLeadingZeros(size - 1)) / 2);
    long value = index;
    do {
      value = shuffle(value, half);
    } while (value >= size);
    return (int) value;
  }

  private long shuffle(long value, int half) {
    long mask = (1L << half) - 1;
    long left = value >>> half;
    long right = value & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (stream.bits(right * ROUNDS + round) & mask);
      left = right;
      right = next;
    }
    return left << half | right;
  }
}
