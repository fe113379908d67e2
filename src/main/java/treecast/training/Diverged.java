package treecast.training;

/**
 * Divergence: the loss or the weights are not finite any more, and the training has ended without a
 * result.
 */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String FIRST = "; first not finite: ";

  private final int step;
  private final String finding;
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
    this(step, "expected a finite loss, found " + loss, Cause.UNKNOWN, "", "");
  }

  private Diverged(int step, String finding, Cause cause, String subject, String more) {
    super(
        "%sdiverged at step %d: %s%s%s"
            .formatted(
                subject,
                step + 1,
                finding,
                cause == Cause.ROWS ? "" : " (a lower rate often helps)",
                more));
    this.step = step;
    this.finding = finding;
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
    String finding = "expected finite weights, found others in " + tensor;
    return new Diverged(step, finding, Cause.WEIGHTS, "", "");
  }

  /** Copy that says at which place values were not finite first, which depends on the weights. */
  Diverged at(String first) {
    return new Diverged(step, found(first), Cause.WEIGHTS, subject, more);
  }

  /** Copy that says that the rows are not finite themselves, which no lower rate can mend. */
  Diverged inRows(String first) {
    return new Diverged(step, found(first), Cause.ROWS, subject, more);
  }

  private String found(String first) {
    return finding + FIRST + first;
  }

  /** Copy whose message names one of several trainings. */
  public Diverged of(String name) {
    return new Diverged(step, finding, cause, name + " " + subject, more);
  }

  /** Copy whose message goes on. */
  public Diverged with(String further) {
    return new Diverged(step, finding, cause, subject, more + "; " + further);
  }

  /** Message without what was not finite first, as tables of sweeps have always had it. */
  public String unexplained() {
    String known = finding.split(FIRST, 2)[0];
    return new Diverged(step, known, Cause.UNKNOWN, subject, more).getMessage();
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
    return finding;
  }
}
