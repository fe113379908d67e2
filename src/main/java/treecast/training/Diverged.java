package treecast.training;

/**
 * Divergence: the loss or the weights are not finite any more, and the training has ended without a
 * result.
 */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String ADVICE = " (a lower rate often helps)";

  private final boolean explained;
  private final int step;
  private final String finding;
  private final String subject;
  private final String more;

  /**
   * Divergence at a step.
   *
   * @param step number of steps taken before it was noticed
   * @param loss the loss, which is not finite
   */
  public Diverged(int step, double loss) {
    this(false, "", step, "expected a finite loss, found " + loss + ADVICE, "");
  }

  private Diverged(boolean explained, String subject, int step, String finding, String more) {
    super("%sdiverged at step %d: %s%s".formatted(subject, step + 1, finding, more));
    this.explained = explained;
    this.step = step;
    this.finding = finding;
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
    return new Diverged(
        true, "", step, "expected finite weights, found others in " + tensor + ADVICE, "");
  }

  /**
   * Copy that says what was not finite first.
   *
   * @param first the place, for people
   * @param byRate whether a lower rate may help
   */
  Diverged because(String first, boolean byRate) {
    String told = finding.replace(ADVICE, "") + "; first not finite: " + first;
    return new Diverged(true, subject, step, told + (byRate ? ADVICE : ""), more);
  }

  /** Whether it says what was not finite. */
  boolean isExplained() {
    return explained;
  }

  /** Copy whose message names one of several trainings. */
  public Diverged of(String name) {
    return new Diverged(explained, name + " " + subject, step, finding, more);
  }

  /** Copy whose message goes on. */
  public Diverged with(String further) {
    return new Diverged(explained, subject, step, finding, more + "; " + further);
  }

  public int step() {
    return step;
  }

  /** What was found not to be finite, for people. */
  public String finding() {
    return finding;
  }
}
