package treecast.training;

import java.util.function.BiConsumer;
import treecast.data.BatchRequest;
import treecast.data.Minibatch;
import treecast.data.Shard;
import treecast.linalg.Clock.Part;
import treecast.linalg.Workspace;
import treecast.nn.Masks;

/** A shard's rows of one step, in the parts that are computed at once. */
final class MinibatchParts {
  private MinibatchParts() {}

  /**
   * Draws the parts, each with its dropout masks.
   *
   * @param shard a shard of all training rows
   * @param step number of steps taken before this one
   * @param workspace its buffers hold one part at a time
   */
  static void forEach(
      TrainingPlan plan,
      Shard shard,
      int step,
      Workspace workspace,
      BiConsumer<Minibatch, Masks> computation) {
    Shard training = plan.evaluation().rows(Role.TRAINING, shard);
    Batches batches = plan.batches();
    BatchRequest draw =
        new BatchRequest(batches.sampling(), plan.seed(), step, batches.ofShard(shard.index()));
    int max = plan.rowsAtOnce(draw.count());
    for (int from = 0; from < draw.count(); from += max) {
      int count = Math.min(max, draw.count() - from);
      Minibatch rows = training.draw(draw, from, count, workspace.reuse());
      workspace.clock().lap(Part.GATHER);
      computation.accept(rows, Masks.random(plan.seed(), step, shard.index(), from));
    }
  }
}
