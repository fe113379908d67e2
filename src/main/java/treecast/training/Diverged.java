package treecast.training;

/**
 * Divergence: the loss or the weights are not finite any more, and the training has ended without a
 * result.
 */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int step;
  private final String found;
  private final String first;
  private final Cause cause;
  private final String subject;
  private final String more;

  /** What is known of the cause. */
  private enum Cause {
    UNKNOWN,
    WEIGHTS,
    ROWS
  }

  /**
   * Divergence at a step.
   *
   * @param step number of steps taken before it was noticed
   * @param loss the loss, which is not finite
   */
  public Diverged(int step, double loss) {
    this(step, "expected a finite loss, found " + loss, "", Cause.UNKNOWN, "", "");
  }

  private Diverged(int step, String found, String first, Cause cause, String subject, String more) {
    super(
        "%sdiverged at step %d: %s%s%s"
            .formatted(
                subject,
                step + 1,
                finding(found, first),
                cause == Cause.ROWS ? "" : " (a lower rate often helps)",
                more));
    this.step = step;
    this.found = found;
    this.first = first;
    this.cause = cause;
    this.subject = subject;
    this.more = more;
  }

  /**
   * Divergence that shows in a tensor.
   *
   * @param step number of steps taken before the one that left it
   * @param tensor the tensor, for people
   */
  static Diverged in(int step, String tensor) {
    String found = "expected finite weights, found others in " + tensor;
    return new Diverged(step, found, "", Cause.WEIGHTS, "", "");
  }

  /** Copy that says at which place values were not finite first, which depends on the weights. */
  Diverged at(String place) {
    return new Diverged(step, found, place, Cause.WEIGHTS, subject, more);
  }

  /** Copy that says that the rows are not finite themselves, which no lower rate can mend. */
  Diverged inRows(String place) {
    return new Diverged(step, found, place, Cause.ROWS, subject, more);
  }

  private static String finding(String found, String first) {
    return first.isEmpty() ? found : found + "; first not finite: " + first;
  }

  /** Copy whose message names one of several trainings. */
  public Diverged of(String name) {
    return new Diverged(step, found, first, cause, name + " " + subject, more);
  }

  /** Copy whose message goes on. */
  public Diverged with(String further) {
    return new Diverged(step, found, first, cause, subject, more + "; " + further);
  }

  /** Message without what was not finite first, as tables of sweeps have always had it. */
  public String unexplained() {
    return new Diverged(step, found, "", Cause.UNKNOWN, subject, more).getMessage();
  }

  /** Whether it says what was not finite. */
  boolean isExplained() {
    return cause != Cause.UNKNOWN;
  }

  /** Whether a lower rate may help: not if the rows are not finite themselves. */
  public boolean dependsOnRate() {
    return cause != Cause.ROWS;
  }

  /** Number of steps taken before it was noticed. */
  public int step() {
    return step;
  }

  /** What was found not to be finite, for people. */
  public String finding() {
    return finding(found, first);
  }
}
