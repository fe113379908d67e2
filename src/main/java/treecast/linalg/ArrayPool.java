package treecast.linalg;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Arrays of one length that are used again: what a step has summed up is where the next one sums.
 * Safe for several threads.
 */
public final class ArrayPool {
  private final ArrayDeque<double[]> spare = new ArrayDeque<>();

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
