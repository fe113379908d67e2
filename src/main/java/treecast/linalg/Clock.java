package treecast.linalg;

/** Stopwatch for the parts of a computation. */
public final class Clock {

  /** Parts of a shard's computation. */
  public enum Part {
    GATHER,
    FORWARD,
    BACKWARD
  }

  private long mark;
  private long gather;
  private long forward;
  private long backward;

  /** Resets and starts the clock. */
  public void start() {
    gather = 0;
    forward = 0;
    backward = 0;
    mark = System.nanoTime();
  }

  /** Ends a part: adds the time since the end of the part before it, or since the start. */
  public void lap(Part part) {
    long now = System.nanoTime();
    long spent = now - mark;
    mark = now;
    switch (part) {
      case GATHER -> gather += spent;
      case FORWARD -> forward += spent;
      case BACKWARD -> backward += spent;
    }
  }

  /** Nanoseconds of a part. */
  public long nanos(Part part) {
    return switch (part) {
      case GATHER -> gather;
      case FORWARD -> forward;
      case BACKWARD -> backward;
    };
  }
}
