package treecast.training

import treecast.data.{HoldOut, RealRows, Shard, ShardAssignment}
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.testing.Plans

/** Trainings that diverge: a rate times a weight decay above 2 lets every weight grow with each step. */
object Diverging {
  val rows = 60
  private val net = new MultiLayerNet(2, java.util.List.of(6, 5), 3, Activation.RELU, Initializer.of("he"), 0)

  /** A training whose rate has to be lowered twice, to a sixteenth, before its weights shrink. */
  def plan(
      policy: DivergencePolicy = DivergencePolicy.STOP,
      decay: Double = 30,
      steps: Int = 400,
      shards: Int = 4,
      stopping: EarlyStopping = EarlyStopping.NEVER
  ): TrainingPlan = {
    val holdOut = if (stopping == EarlyStopping.NEVER) HoldOut.NOTHING else new HoldOut(0.2, 3)
    val plan = Plans.of(
      net.network,
      rows = rows - holdOut.rows(new ShardAssignment(rows, shards)),
      batch = 12,
      steps = steps,
      shards = shards,
      initializer = net.initializer,
      rate = 1,
      weightDecay = decay,
      evaluation = new EvaluationPolicy(holdOut, new EvaluationRows.All, stopping)
    )
    plan.withUpdate(plan.update.withOnDivergence(policy))
  }

  /** Rows, of which one may have a feature that is no number. */
  def data(wrong: Option[(Int, Double)] = None): Shard = {
    val values = Array.tabulate(2 * rows)(i => ((i * 37) % 101) / 101.0 - 0.3)
    for ((row, value) <- wrong) values(2 * row + 1) = value
    new Shard(0, new RealRows(2, values), Array.tabulate(rows)(i => (i % 3).toByte))
  }

  def engine(threads: Int = 1, wrong: Option[(Int, Double)] = None, shards: Int = 4): LocalEngine = {
    val dealt = data(wrong).shards(new ShardAssignment(rows, shards))
    new LocalEngine(dealt, dealt, threads)
  }
}
