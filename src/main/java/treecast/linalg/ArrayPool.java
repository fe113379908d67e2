package treecast.linalg;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Arrays of one length that are used again: what a step has summed up is where the next one sums.
 * Safe for several threads.
 */
public final class ArrayPool {
  private static final ArrayPool SHARED = new ArrayPool();

  private final ArrayDeque<double[]> spare = new ArrayDeque<>();

  /**
   * That of all threads of this JVM. A sum is begun by one thread and may be joined and given back
   * by another, which would otherwise hoard what the first has to allocate anew.
   */
  public static ArrayPool shared() {
    return SHARED;
  }

  /** An array of zeros. */
  public double[] takeZeros(int length) {
    double[] array;
    synchronized (spare) {
      array = spare.pollLast();
    }
    if (array == null || array.length != length) {
      return new double[length];
    }
    Arrays.fill(array, 0);
    return array;
  }

  /** Takes an array that nobody reads any more. */
  public void give(double[] array) {
    synchronized (spare) {
      spare.addLast(array);
    }
  }
}
