package treecast.training

import java.util.Optional

/** Small checkpoints for tests. */
object Checkpoints {

  /** One of a training of a few weights. */
  def at(step: Int, weights: Seq[Double] = Seq(1, 2, 3)): Checkpoint = {
    val history = History.of(Array.tabulate(step)(1.0 / _), java.util.List.of())
    val slots = Array(weights.map(_ + step).toArray)
    new Checkpoint(step, step, weights.toArray, slots, Array(0.5), BestWeights.NONE, Optional.empty(), history)
  }
}
