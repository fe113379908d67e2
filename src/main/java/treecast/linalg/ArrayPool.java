package treecast.linalg;

import java.util.ArrayDeque;

/**
 * Pool of arrays of one length and precision, which are reused from step to step for the gradient
 * sums. Thread-safe.
 */
public final class ArrayPool {
  private static final ArrayPool SHARED = new ArrayPool();

  private final ArrayDeque<FlatArray> spare = new ArrayDeque<>();

  /**
   * Pool of all threads of this JVM. One thread takes the array of a sum and another one may return
   * it; with a pool per thread, the first would allocate and the second would hoard arrays.
   */
  public static ArrayPool shared() {
    return SHARED;
  }

  /** Takes an array of undefined content. */
  public FlatArray take(Precision precision, int length) {
    FlatArray array;
    synchronized (spare) {
      array = spare.pollLast();
    }
    boolean fits = array != null && array.length() == length && array.precision() == precision;
    return fits ? array : precision.zeros(length);
  }

  /** Returns an array that is not read any more. */
  public void give(FlatArray array) {
    synchronized (spare) {
      spare.addLast(array);
    }
  }
}
