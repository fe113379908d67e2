package treecast.testing

import treecast.data.MinibatchSampling
import treecast.nn.{Initializer, Network}
import treecast.optim.{Optimizer, Schedule, Sgd}
import treecast.training._

/** Training plans for tests: each says only what matters to it. */
object Plans {
  def of(
      network: Network,
      rows: Int,
      batch: Int,
      steps: Int,
      shards: Int = 1,
      initializer: Initializer = Initializer.of("he"),
      optimizer: Optimizer = new Sgd,
      rate: Double = 0.1,
      schedule: Schedule = Schedule.constant,
      weightDecay: Double = 0,
      clipNorm: Double = GradientClipping.NONE,
      sampling: MinibatchSampling = MinibatchSampling.SHUFFLED,
      seed: Long = 1,
      evaluation: EvaluationPolicy = EvaluationPolicy.PLAIN
  ): TrainingPlan =
    new TrainingPlan(
      network,
      initializer,
      new UpdateRule(optimizer, rate, schedule, weightDecay, clipNorm),
      new Batches(batch, shards, sampling, rows),
      steps,
      seed,
      evaluation
    )
}
