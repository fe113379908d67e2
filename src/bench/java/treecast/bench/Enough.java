package treecast.bench;

/** Thrown by a listener to leave a training that has shown what was to be measured. */
final class Enough extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Enough() {
    super("enough is measured", null, false, false);
  }
}
