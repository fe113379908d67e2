package treecast.workflow;

import java.util.List;
import treecast.score.Score;
import treecast.training.Divergence;
import treecast.training.Evaluation;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * Progress display of a training: one line that is updated on a terminal, otherwise one line for
 * each evaluation; in verbose mode also one line for each step. It also measures the time of the
 * steps, without evaluations.
 */
public final class Progress implements TrainingListener {
  private static final long REDRAW_NANOS = 200_000_000;

  private final TrainingPlan plan;
  private int from;
  private int timesBack;
  private final Terminal terminal;
  private final Verbosity verbosity;
  private long trainNanos;
  private long mark;
  private long drawn;
  private double accuracy = Double.NaN;

  /** Verbosity of the display. */
  public enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE
  }

  /**
   * Progress of a training.
   *
   * @param before history of the steps taken before, which is empty for a new one
   */
  Progress(TrainingPlan plan, History before, Terminal terminal, Verbosity verbosity) {
    this.plan = plan;
    this.from = before.steps();
    this.timesBack = before.divergences().size();
    this.terminal = terminal;
    this.verbosity = verbosity;
    this.mark = terminal.nanos().getAsLong();
  }

  @Override
  public void stepped(int step, double rate, double loss, StepTimes times) {
    long now = terminal.nanos().getAsLong();
    trainNanos += now - mark;
    mark = now;
    if (verbosity == Verbosity.VERBOSE) {
      terminal.print("step %6d  rate %.6g  loss %.6f".formatted(step, rate, loss));
    } else if (terminal.interactive()
        && verbosity == Verbosity.NORMAL
        && now - drawn > REDRAW_NANOS) {
      drawn = now;
      double left = seconds() / (step - from) * (plan.steps() - step);
      terminal.rewrite(
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
    accuracy = Summary.shown(evaluations).accuracy();
    if (verbosity != Verbosity.QUIET) {
      terminal.print(
          "epoch %6.2f  step %6d  train loss %.4f  train accuracy %.4f%s%s  %,7.0f examples/s"
              .formatted(
                  plan.batches().epochs(step),
                  step,
                  evaluations.train().loss(),
                  evaluations.train().accuracy(),
                  evaluations.validated()
                      ? of("validation", evaluations.validation()) + score(evaluations)
                      : "",
                  evaluations.tested() ? of("test", evaluations.test()) : "",
                  examplesPerSecond(step)));
    }
    mark = terminal.nanos().getAsLong();
  }

  @Override
  public void wentBack(Divergence divergence) {
    timesBack++;
    // The steps that do not count any more took time as well.
    from -= divergence.step() - 1 - divergence.back();
    note(List.of(divergence.line(plan, timesBack)));
  }

  private static String of(String rows, Evaluation found) {
    return "  %s accuracy %.4f".formatted(rows, found.accuracy());
  }

  private String score(Evaluations evaluations) {
    Score score = plan.evaluation().score();
    return score == Score.ACCURACY
        ? ""
        : "  validation %s %.4f".formatted(score.title(), evaluations.score());
  }

  /** Prints lines, unless the display is quiet. */
  void note(List<String> lines) {
    if (verbosity != Verbosity.QUIET) {
      lines.forEach(terminal::print);
    }
  }

  /** Time of the steps in seconds. */
  double seconds() {
    return trainNanos / 1e9;
  }

  /** Number of drawn rows per second of the steps' time. */
  double examplesPerSecond(int step) {
    return step == from ? 0 : (double) (step - from) * plan.batches().size() / seconds();
  }
}
