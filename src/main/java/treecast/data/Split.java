package treecast.data;

/** The two halves of a data set. */
public enum Split {
  TRAIN("train"),
  TEST("test");

  private final String title;

  Split(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
