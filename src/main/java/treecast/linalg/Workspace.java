package treecast.linalg;

import java.util.ArrayList;
import java.util.List;

/**
 * The buffers of one thread, used again from step to step so that a warm step allocates nothing of
 * size. A computation asks for its buffers in the order in which it always asks and gets the same
 * arrays; {@link #reuse} begins the next computation.
 *
 * <p>What a buffer holds at first is whatever the last computation left there.
 */
public final class Workspace {
  private static final ThreadLocal<Workspace> THIS_THREAD = ThreadLocal.withInitial(Workspace::new);

  private final Clock clock = new Clock();
  private final List<double[]> doubles = new ArrayList<>();
  private final List<int[]> integers = new ArrayList<>();
  private int doublesTaken;
  private int integersTaken;

  /**
   * The calling thread's own. It is found by thread because Spark owns the threads that compute
   * shards and offers no place to keep anything in between.
   */
  public static Workspace ofThisThread() {
    return THIS_THREAD.get();
  }

  /** Where this thread's time goes. */
  public Clock clock() {
    return clock;
  }

  /** Takes back every buffer handed out so far. */
  public Workspace reuse() {
    doublesTaken = 0;
    integersTaken = 0;
    return this;
  }

  /** Numbers that the buffers hold, all together. */
  public long size() {
    return doubles.stream().mapToLong(buffer -> buffer.length).sum();
  }

  /** A matrix of undefined content. */
  public Matrix matrix(int rows, int columns) {
    return new Matrix(array(Math.multiplyExact(rows, columns)), 0, rows, columns);
  }

  /** An array of undefined content and of at least this length. */
  public double[] array(int length) {
    if (doublesTaken == doubles.size()) {
      doubles.add(new double[length]);
    } else if (doubles.get(doublesTaken).length < length) {
      doubles.set(doublesTaken, new double[length]);
    }
    return doubles.get(doublesTaken++);
  }

  /** An array of integers of undefined content and of at least this length. */
  public int[] integers(int length) {
    if (integersTaken == integers.size()) {
      integers.add(new int[length]);
    } else if (integers.get(integersTaken).length < length) {
      integers.set(integersTaken, new int[length]);
    }
    return integers.get(integersTaken++);
  }
}
