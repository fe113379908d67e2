package treecast.training;

/** Status of a training that has ended. Each is an outcome: those beside it go on. */
public enum TrialStatus {
  /** It came to its end. */
  FINISHED("finished"),
  /** The loss was no finite number any more. */
  DIVERGED("diverged"),
  /** It took longer than it may: the one status that depends on the machine. */
  OUT_OF_TIME("out of time"),
  /** It could not be trained at all. */
  FAILED("failed");

  private final String title;

  TrialStatus(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
