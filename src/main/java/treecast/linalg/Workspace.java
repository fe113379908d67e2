package treecast.linalg;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Workspace: buffers of one thread and one precision that are reused from step to step, so that a
 * step allocates nothing large. A computation that requests its buffers always in the same order
 * gets the same arrays; {@link #reuse} begins the next computation.
 *
 * <p>The initial content of a buffer is undefined: that of the last computation.
 */
public final class Workspace {
  private static final ThreadLocal<Map<Precision, Workspace>> THIS_THREAD =
      ThreadLocal.withInitial(Workspace::ofEachPrecision);

  private final Precision precision;
  private final Clock clock;
  private final List<FlatArray> arrays = new ArrayList<>();
  private final List<int[]> integers = new ArrayList<>();
  private int arraysTaken;
  private int integersTaken;

  /** New workspace in double precision. */
  public Workspace() {
    this(Precision.DOUBLE);
  }

  /** New workspace. */
  public Workspace(Precision precision) {
    this(precision, new Clock());
  }

  private Workspace(Precision precision, Clock clock) {
    this.precision = precision;
    this.clock = clock;
  }

  private static Map<Precision, Workspace> ofEachPrecision() {
    Clock clock = new Clock();
    Map<Precision, Workspace> workspaces = new EnumMap<>(Precision.class);
    for (Precision precision : Precision.values()) {
      workspaces.put(precision, new Workspace(precision, clock));
    }
    return workspaces;
  }

  /** Workspace of the calling thread in double precision. */
  public static Workspace ofThisThread() {
    return ofThisThread(Precision.DOUBLE);
  }

  /**
   * Workspace of the calling thread in a precision. It is a thread-local variable, because Spark
   * owns the threads that compute shards and cannot keep objects between tasks.
   */
  public static Workspace ofThisThread(Precision precision) {
    return THIS_THREAD.get().get(precision);
  }

  /** Clock that measures this thread's computations, in either precision. */
  public Clock clock() {
    return clock;
  }

  /** Reuses all buffers: those that were requested before must not be used any more. */
  public Workspace reuse() {
    arraysTaken = 0;
    integersTaken = 0;
    return this;
  }

  /** Total number of elements of all buffers. */
  public long size() {
    return arrays.stream().mapToLong(FlatArray::length).sum();
  }

  /** Matrix with undefined content. */
  public Matrix matrix(int rows, int columns) {
    return new Matrix(array(Math.multiplyExact(rows, columns)), 0, rows, columns);
  }

  /** Array of at least this length with undefined content. */
  public FlatArray array(int length) {
    if (arraysTaken == arrays.size()) {
      arrays.add(precision.zeros(length));
    } else if (arrays.get(arraysTaken).length() < length) {
      arrays.set(arraysTaken, precision.zeros(length));
    }
    return arrays.get(arraysTaken++);
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
