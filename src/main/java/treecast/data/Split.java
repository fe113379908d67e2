package treecast.data;

/** Split of a data set: training rows or test rows, as the files have them. */
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
