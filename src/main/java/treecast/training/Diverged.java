package treecast.training;

/** Divergence: the loss is not finite any more, and the training has ended without a result. */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int step;

  /**
   * Divergence at a step.
   *
   * @param step number of steps taken before it was noticed
   * @param loss the loss, which is not finite
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

  /** Copy whose message names one of several trainings. */
  public Diverged of(String name) {
    return new Diverged(step, name + " " + getMessage());
  }

  public int step() {
    return step;
  }
}
