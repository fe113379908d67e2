package treecast.linalg;

import java.io.Serializable;

/**
 * A random permutation of 0..size-1 of which any element can be asked for, in any order, without a
 * table: a Feistel network over the smallest even number of bits that holds size, walked along its
 * cycle until it lands inside (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002).
 *
 * <p>An epoch's shuffled order is therefore a pure function of its stream, and a task that needs
 * sixteen rows of it computes sixteen rows of it.
 */
public record Permutation(int size, RandomStream stream) implements Serializable {
  private static final int ROUNDS = 6;

  /**
   * The element at a place.
   *
   * @param place 0 to size-1
   * @throws IndexOutOfBoundsException if the place is outside
   */
  public int at(int place) {
    if (place < 0 || place >= size) {
      throw new IndexOutOfBoundsException("place " + place + " of a permutation of " + size);
    }
    int half = Math.max(1, (33 - Integer.numberOfLeadingZeros(size - 1)) / 2);
    long value = place;
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
