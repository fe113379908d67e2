package treecast.bench;

/** Thrown by a listener to leave a training that has shown what was to be measured. */
final class StopMeasuring extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StopMeasuring() {
    super("enough is measured", null, false, false);
  }
}
