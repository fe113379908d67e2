package treecast.search;

/** How a trial ends. Each is an outcome: the sweep goes on. */
public enum Ending {
  /** It has a score. */
  FINISHED("finished"),
  /** The loss was no finite number any more. */
  DIVERGED("diverged"),
  /** It took longer than a trial may: the one ending that depends on the machine. */
  OUT_OF_TIME("out of time"),
  /** It could not be trained at all. */
  FAILED("failed");

  private final String title;

  Ending(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
