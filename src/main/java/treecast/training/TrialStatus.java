package treecast.training;

/** Status of a training that has ended. Other trainings of the same run continue. */
public enum TrialStatus {
  /** Finished with a result. */
  FINISHED("finished"),
  /** Diverged: the loss was not finite any more. */
  DIVERGED("diverged"),
  /** Exceeded its time limit: the only status that depends on the machine. */
  OUT_OF_TIME("out of time"),
  /** Failed with an exception. */
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
