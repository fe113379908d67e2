package treecast.workflow;

import java.util.List;
import treecast.training.Outcome;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.Trial;
import treecast.training.TrialListener;

/**
 * Tells how far many trainings are: on a terminal in one bar over all, which moves with every step
 * that is heard of, anywhere else in a line for each training that has ended. It also keeps the
 * time that each took.
 */
final class TrialProgress implements TrialListener {
  private static final long REDRAW_NANOS = 200_000_000;
  private static final int WIDTH = 40;

  private final List<Trial> trials;
  private final Screen screen;
  private final double[] work;
  private final double[] done;
  private final double[] seconds;
  private int finished;
  private long drawn;

  /**
   * For some trainings.
   *
   * @param testRows rows that each may be evaluated on
   */
  TrialProgress(List<Trial> trials, int testRows, Screen screen) {
    this.trials = trials;
    this.screen = screen;
    this.work = trials.stream().mapToDouble(trial -> trial.work(testRows)).toArray();
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
    if (screen.nanos().getAsLong() - drawn > REDRAW_NANOS) {
      draw();
    }
  }

  @Override
  public synchronized void finished(int trial, Outcome outcome, double seconds) {
    finished++;
    done[trial] = work[trial];
    this.seconds[trial] = seconds;
    if (!screen.terminal()) {
      screen.print(
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

  /** How long the trainings from one to before another took, all together. */
  synchronized double seconds(int from, int to) {
    double sum = 0;
    for (int trial = from; trial < to; trial++) {
      sum += seconds[trial];
    }
    return sum;
  }

  private void draw() {
    if (!screen.terminal()) {
      return;
    }
    drawn = screen.nanos().getAsLong();
    double all = 0;
    double there = 0;
    for (int trial = 0; trial < work.length; trial++) {
      all += work[trial];
      there += done[trial];
    }
    int filled = (int) (WIDTH * there / all);
    String bar =
        "[%s%s] %3.0f %%  %d of %d trainings"
            .formatted(
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                100 * there / all,
                finished,
                trials.size());
    if (finished < trials.size()) {
      screen.rewrite(bar);
    } else {
      screen.print(bar);
    }
  }
}
