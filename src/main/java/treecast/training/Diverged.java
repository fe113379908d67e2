package treecast.training;

/** The loss is no finite number any more: the training has ended without a result. */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int step;

  /**
   * A training that diverged.
   *
   * @param step steps taken before it showed
   * @param loss the loss that showed it
   */
  public Diverged(int step, double loss) {
    this(
        step,
        "diverged at step %d: expected a finite loss, found %s (a lower rate often helps)"
            .formatted(step + 1, loss));
  }

  private Diverged(int step, String message) {
    super(message);
    this.step = step;
  }

  /** The same of one of several trainings. */
  public Diverged of(String name) {
    return new Diverged(step, name + " " + getMessage());
  }

  public int step() {
    return step;
  }
}
