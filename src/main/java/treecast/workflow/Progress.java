package treecast.workflow;

import treecast.training.Evaluations;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * Tells a terminal how far a training is, in one line that is written anew, and anything else in a
 * line for each evaluation; verbose, also in a line for each step. It also is the stopwatch: time
 * spent evaluating does not count.
 */
public final class Progress implements TrainingListener {
  private static final long REDRAW_NANOS = 200_000_000;

  private final TrainingPlan plan;
  private final Screen screen;
  private final Verbosity verbosity;
  private long trainNanos;
  private long mark;
  private long drawn;
  private double accuracy = Double.NaN;

  /** How much is told. */
  public enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE
  }

  public Progress(TrainingPlan plan, Screen screen, Verbosity verbosity) {
    this.plan = plan;
    this.screen = screen;
    this.verbosity = verbosity;
    this.mark = screen.nanos().getAsLong();
  }

  @Override
  public void stepped(int step, double rate, double loss, StepTimes times) {
    long now = screen.nanos().getAsLong();
    trainNanos += now - mark;
    mark = now;
    if (verbosity == Verbosity.VERBOSE) {
      screen.print("step %6d  rate %.6g  loss %.6f".formatted(step, rate, loss));
    } else if (screen.terminal() && verbosity == Verbosity.NORMAL && now - drawn > REDRAW_NANOS) {
      drawn = now;
      double left = seconds() / step * (plan.steps() - step);
      screen.rewrite(
          "epoch %.1f of %.1f  loss %.4f  accuracy %s  %,.0f examples/s  %.0f s left"
              .formatted(
                  plan.batches().epochs(step),
                  plan.batches().epochs(plan.steps()),
                  loss,
                  Double.isNaN(accuracy) ? "-" : "%.4f".formatted(accuracy),
                  examplesPerSecond(step),
                  left));
    }
  }

  @Override
  public void evaluated(int step, Evaluations evaluations) {
    accuracy = evaluations.test().accuracy();
    if (verbosity != Verbosity.QUIET) {
      String validated =
          evaluations.validated()
              ? "  validation accuracy %.4f".formatted(evaluations.validation().accuracy())
              : "";
      screen.print(
          ("epoch %6.2f  step %6d  train loss %.4f  train accuracy %.4f%s  test accuracy %.4f"
                  + "  %,7.0f examples/s")
              .formatted(
                  plan.batches().epochs(step),
                  step,
                  evaluations.train().loss(),
                  evaluations.train().accuracy(),
                  validated,
                  accuracy,
                  examplesPerSecond(step)));
    }
    mark = screen.nanos().getAsLong();
  }

  /** Seconds spent in steps. */
  double seconds() {
    return trainNanos / 1e9;
  }

  /** Rows drawn for each second spent in steps. */
  double examplesPerSecond(int step) {
    return (double) step * plan.batches().size() / seconds();
  }
}
