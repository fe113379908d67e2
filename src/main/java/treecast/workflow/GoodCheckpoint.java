package treecast.workflow;

import java.io.IOException;
import java.util.Optional;
import treecast.report.CheckpointDirectory;
import treecast.training.Checkpoint;
import treecast.training.Diverged;
import treecast.training.DivergencePolicy;
import treecast.training.TrainingPlan;

/**
 * The last good checkpoint of a training that has diverged: the newest with finite weights from
 * which at least one step was taken whose loss was finite. From the others it would diverge at
 * once, whatever the rate.
 */
final class GoodCheckpoint {
  private GoodCheckpoint() {}

  /**
   * The divergence with the last good checkpoint, and how to go on from it.
   *
   * @param run directory of the run that {@code --resume} goes on with
   */
  static Diverged told(Diverged e, TrainingPlan plan, CheckpointDirectory checkpoints, String run) {
    Optional<Checkpoint> good;
    try {
      good =
          checkpoints.newest(
              checkpoint -> {
                if (checkpoint.step() >= e.step() || !checkpoint.isFinite(plan)) {
                  throw new IllegalArgumentException("not a good one");
                }
                return checkpoint;
              },
              passedOver -> {});
    } catch (IOException failure) {
      e.addSuppressed(failure);
      return e.with("its checkpoints cannot be read (%s)".formatted(failure.getMessage()));
    }
    return e.with(
        good.map(checkpoint -> goingOn(e, checkpoint, plan, run))
            .orElse("there is no checkpoint from which it could go on"));
  }

  private static String goingOn(Diverged e, Checkpoint good, TrainingPlan plan, String run) {
    if (!e.dependsOnRate()) {
      return "the last good checkpoint is that of step " + good.step();
    }
    DivergencePolicy policy = plan.update().onDivergence();
    String setting = policy.goesBack() ? "times=" + (policy.times() + 1) : "since=" + good.step();
    return "the last good checkpoint is that of step %d: --resume with --out %s and --set onDivergence.%s goes on from it at a lower rate"
        .formatted(good.step(), run, setting);
  }
}
