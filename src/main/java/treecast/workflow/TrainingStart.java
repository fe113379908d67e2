package treecast.workflow;

import java.io.IOException;
import java.util.function.Consumer;
import treecast.data.Storage;
import treecast.report.CheckpointDirectory;
import treecast.training.Checkpoint;
import treecast.training.CheckpointFile;
import treecast.training.History;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;
import treecast.training.Trial;

/**
 * Where a training starts: at its beginning, or where a checkpoint was written.
 *
 * @param history of the steps before
 * @param checkpoints where further ones go
 */
record TrainingStart(TrainingState state, History history, CheckpointDirectory checkpoints) {

  /**
   * The beginning.
   *
   * @param run the run's directory or URI
   * @param state before the first step
   */
  static TrainingStart initial(Storage storage, String run, TrainingState state)
      throws IOException {
    return initial(state, CheckpointDirectory.of(storage, run));
  }

  private static TrainingStart initial(TrainingState state, CheckpointDirectory checkpoints) {
    return new TrainingStart(state, new History(), checkpoints);
  }

  /**
   * The newest checkpoint that is whole, else the beginning. One in which the best weights were
   * restored at the end is passed over by a plan that ends later, and so is one with an evaluation
   * that only the shorter plan has.
   *
   * @param run the run's directory or URI
   * @param initial what the training began with
   * @param complaints is told of each checkpoint that is passed over, in a line
   */
  static TrainingStart newest(
      Storage storage,
      String run,
      TrainingPlan plan,
      InitialWeights initial,
      Consumer<String> complaints)
      throws IOException {
    CheckpointDirectory checkpoints = CheckpointDirectory.of(storage, run);
    return checkpoints
        .newest(checkpoint -> from(checkpoint, plan, checkpoints), complaints)
        .orElseGet(() -> initial(initial.state(plan), checkpoints));
  }

  private static TrainingStart from(
      Checkpoint checkpoint, TrainingPlan plan, CheckpointDirectory checkpoints) {
    TrainingState state = TrainingState.of(plan, checkpoint);
    if (checkpoint.weightsStep() < checkpoint.step() && state.goesOn(plan)) {
      throw new IllegalArgumentException(
          "expected the weights of step %d, found the best ones, of step %d, restored at the end"
              .formatted(checkpoint.step(), checkpoint.weightsStep()));
    }
    if (checkpoint.history().records().stream()
        .anyMatch(entry -> !plan.evaluatesAfter(entry.step()))) {
      throw new IllegalArgumentException(
          "expected evaluations of this plan, found that at the end of a shorter one");
    }
    return new TrainingStart(state, checkpoint.history(), checkpoints);
  }

  /**
   * Trial that trains from here to the end.
   *
   * @param initial what the training began with
   */
  Trial trial(String name, TrainingPlan plan, InitialWeights initial, int trainRows) {
    byte[] from =
        state.step() == 0
            ? initial.checkpoint(plan)
            : CheckpointFile.encode(state.checkpoint(history));
    return new Trial(name, plan, trainRows, from, Trial.Keeps.STATE, Trial.NO_LIMIT);
  }

  /** What it is, for people. */
  String describe(TrainingPlan plan) {
    return state.step() == 0
        ? "no checkpoint yet: the training begins anew"
        : "goes on from the checkpoint of step %d (epoch %.2f)"
            .formatted(state.step(), plan.batches().epochs(state.step()));
  }
}
