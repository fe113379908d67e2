package treecast.training;

import java.util.List;
import java.util.stream.Stream;

/**
 * The restore points that a training holds: the last two of those that its plan names, as one of
 * two is always far enough behind; and how often it has gone back.
 */
final class RestorePoints {
  private List<RestorePoint> held;
  private int timesBack;

  /**
   * Those of a training that goes on.
   *
   * @param held in the order of their steps
   */
  RestorePoints(List<RestorePoint> held, int timesBack) {
    this.held = held;
    this.timesBack = timesBack;
  }

  /** In the order of their steps. */
  List<RestorePoint> held() {
    return held;
  }

  /** Whether the state after a step is to be added. */
  boolean lack(TrainingPlan plan, int step) {
    return plan.update().onDivergence().keeps(step)
        && step < plan.steps()
        && held.stream().noneMatch(point -> point.step() == step);
  }

  /** Adds the state after a later step, in place of the oldest of two. */
  void add(RestorePoint point) {
    held =
        Stream.concat(held.stream().skip(Math.max(0, held.size() - 1)), Stream.of(point)).toList();
  }

  /**
   * Goes back to the newest that is far enough behind. If none is, because the training has just
   * begun or gone back, that is the oldest.
   *
   * @throws Diverged as it was given, if there is none, if a lower rate cannot help, or if the
   *     training may go back no more
   */
  RestorePoint goBack(DivergencePolicy policy, Diverged why) {
    if (held.isEmpty() || !why.dependsOnRate()) {
      throw why;
    }
    if (timesBack == policy.times()) {
      throw why.with(
          "it has gone back %d times, as often as onDivergence.times says".formatted(timesBack));
    }
    RestorePoint to =
        held.stream()
            .filter(point -> point.step() <= why.step() - policy.back())
            .reduce((older, newer) -> newer)
            .orElse(held.get(0));
    held = held.stream().filter(point -> point.step() <= to.step()).toList();
    timesBack++;
    return to;
  }

  /** Learning rate of a step. */
  double rate(TrainingPlan plan, int step) {
    return plan.update().rateAt(step, timesBack);
  }
}
