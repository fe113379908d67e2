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
    super(
        "diverged at step %d: expected a finite loss, found %s (a lower rate often helps)"
            .formatted(step + 1, loss));
    this.step = step;
  }

  public int step() {
    return step;
  }
}
