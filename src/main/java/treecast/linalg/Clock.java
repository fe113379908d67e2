package treecast.linalg;

/** Where the time of a computation goes, part by part. */
public final class Clock {

  /** The parts of a shard's work. */
  public enum Part {
    GATHER,
    FORWARD,
    BACKWARD
  }

  private long mark;
  private long gather;
  private long forward;
  private long backward;

  /** Begins anew. */
  public void start() {
    gather = 0;
    forward = 0;
    backward = 0;
    mark = System.nanoTime();
  }

  /** Ends a part: all time since the last one ended, or since the start, was its. */
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
