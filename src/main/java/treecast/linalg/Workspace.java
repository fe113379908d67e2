package treecast.linalg;

import java.util.ArrayList;
import java.util.List;

/**
 * Workspace: buffers of one thread that are reused from step to step, so that a step allocates
 * nothing large. A computation that requests its buffers always in the same order gets the same
 * arrays; {@link #reuse} begins the next computation.
 *
 * <p>The initial content of a buffer is undefined: that of the last computation.
 */
public final class Workspace {
  private static final ThreadLocal<Workspace> THIS_THREAD = ThreadLocal.withInitial(Workspace::new);

  private final Clock clock = new Clock();
  private final List<double[]> doubles = new ArrayList<>();
  private final List<int[]> integers = new ArrayList<>();
  private int doublesTaken;
  private int integersTaken;

  /**
   * Workspace of the calling thread. It is a thread-local variable, because Spark owns the threads
   * that compute shards and cannot keep objects between tasks.
   */
  public static Workspace ofThisThread() {
    return THIS_THREAD.get();
  }

  /** Clock that measures this thread's computations. */
  public Clock clock() {
    return clock;
  }

  /** Reuses all buffers: those that were requested before must not be used any more. */
  public Workspace reuse() {
    doublesTaken = 0;
    integersTaken = 0;
    return this;
  }

  /** Total number of elements of all buffers. */
  public long size() {
    return doubles.stream().mapToLong(buffer -> buffer.length).sum();
  }

  /** Matrix with undefined content. */
  public Matrix matrix(int rows, int columns) {
    return new Matrix(array(Math.multiplyExact(rows, columns)), 0, rows, columns);
  }

  /** Array of at least this length with undefined content. */
  public double[] array(int length) {
    if (doublesTaken == doubles.size()) {
      doubles.add(new double[length]);
    } else if (doubles.get(doublesTaken).length < length) {
      doubles.set(doublesTaken, new double[length]);
    }
    return doubles.get(doublesTaken++);
  }

  /** Array of integers of at least this length with undefined content. */
  public int[] integers(int length) {
    if (integersTaken == integers.size()) {
      integers.add(new int[length]);
    } else if (integers.get(integersTaken).length < length) {
      integers.set(integersTaken, new int[length]);
    }
    return integers.get(integersTaken++);
  }
}
