package treecast.workflow;

import java.util.List;
import treecast.training.Outcome;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.Trial;
import treecast.training.TrialListener;

/**
 * Progress display of several trainings: one progress bar on a terminal, which moves with every
 * step in this JVM, otherwise one line for each finished training. It also records the duration of
 * each.
 */
final class TrialProgress implements TrialListener {
  private static final long REDRAW_NANOS = 200_000_000;
  private static final int WIDTH = 40;

  private final List<Trial> trials;
  private final Terminal terminal;
  private final double[] work;
  private final double[] done;
  private final double[] seconds;
  private int finished;
  private long drawn;

  /**
   * Display for some trainings.
   *
   * @param testRows number of test rows on which each may be evaluated
   */
  TrialProgress(List<Trial> trials, int testRows, Terminal terminal) {
    this.trials = trials;
    this.terminal = terminal;
    this.work = trials.stream().mapToDouble(trial -> trial.cost(testRows)).toArray();
    this.done = new double[work.length];
    this.seconds = new double[work.length];
  }

  @Override
  public TrainingListener of(int trial) {
    return new TrainingListener() {
      @Override
      public void stepped(int step, double rate, double loss, StepTimes times) {
        TrialProgress.this.stepped(trial, step);
      }
    };
  }

  private synchronized void stepped(int trial, int step) {
    done[trial] = work[trial] * step / trials.get(trial).plan().steps();
    if (terminal.nanos().getAsLong() - drawn > REDRAW_NANOS) {
      draw();
    }
  }

  @Override
  public synchronized void finished(int trial, Outcome outcome, double seconds) {
    finished++;
    done[trial] = work[trial];
    this.seconds[trial] = seconds;
    if (!terminal.interactive()) {
      terminal.print(
          "%4d of %d  %s  %.1f s%s"
              .formatted(
                  finished,
                  trials.size(),
                  trials.get(trial).name(),
                  seconds,
                  outcome instanceof Outcome.Failed failed
                      ? "  " + failed.why().getMessage()
                      : ""));
    }
    draw();
  }

  /** Total duration in seconds of the trainings from one index to before another. */
  synchronized double seconds(int from, int to) {
    double sum = 0;
    for (int trial = from; trial < to; trial++) {
      sum += seconds[trial];
    }
    return sum;
  }

  private void draw() {
    if (!terminal.interactive()) {
      return;
    }
    drawn = terminal.nanos().getAsLong();
    double all = 0;
    double completed = 0;
    for (int trial = 0; trial < work.length; trial++) {
      all += work[trial];
      completed += done[trial];
    }
    int filled = (int) (WIDTH * completed / all);
    String bar =
        "[%s%s] %3.0f %%  %d of %d trainings"
            .formatted(
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                100 * completed / all,
                finished,
                trials.size());
    if (finished < trials.size()) {
      terminal.rewrite(bar);
    } else {
      terminal.print(bar);
    }
  }
}
