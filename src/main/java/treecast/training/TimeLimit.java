package treecast.training;

/** Time limit of a training: it ends with an exception after the step that exceeds the limit. */
final class TimeLimit implements TrainingListener {
  private final double seconds;
  private final long end;

  /** Starts the clock. */
  TimeLimit(double seconds) {
    this.seconds = seconds;
    this.end = System.nanoTime() + (long) (1e9 * Math.min(seconds, Trial.NO_LIMIT));
  }

  @Override
  public void completed(TrainingState state) {
    if (System.nanoTime() - end > 0) {
      throw new Reached(seconds);
    }
  }

  /** Thrown when the limit is exceeded. */
  static final class Reached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Reached(double seconds) {
      super("the training took longer than %s s".formatted(seconds));
    }
  }
}
