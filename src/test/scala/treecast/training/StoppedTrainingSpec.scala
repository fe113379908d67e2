package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.linalg.RandomStream
import treecast.nn._
import treecast.optim._
import treecast.testing.Plans

import scala.jdk.CollectionConverters._

/** A training that is stopped after any step, written down and read again is the training that was not stopped. */
class StoppedTrainingSpec extends AnyFunSuite {
  private val features = 6
  private val rows = 72
  private val steps = 14

  private def shard(count: Int, seed: Long): Shard = {
    val random = RandomStream.of(seed)
    val labels = Array.tabulate(count)(i => (i % 3).toByte)
    val pixels = Array.tabulate(count * features)(i => (random.below(i, 120) + 40 * labels(i / features)).toByte)
    new Shard(0, features, pixels, labels)
  }

  private val (train, test) = (shard(rows, 5), shard(20, 6))

  private case class Kind(
      optimizer: Optimizer,
      shards: Int,
      batchNorm: Boolean,
      dropout: Double,
      stopping: EarlyStopping,
      schedule: Schedule,
      sampling: MinibatchSampling,
      firstRows: Boolean = false
  ) {
    private val base =
      new MultiLayerNet(features, java.util.List.of(5, 4), 3, Activation.RELU, Initializer.of("he"), 1e-3)
    private val net = new MultiLayerNetExtend(base, batchNorm, dropout)

    override def toString: String =
      s"$optimizer, $shards shards, batch norm $batchNorm, dropout $dropout, $stopping, $sampling"

    def plan: TrainingPlan = {
      val holdOut = if (stopping == EarlyStopping.NEVER) HoldOut.NOTHING else new HoldOut(0.34, 3)
      val dealt = new ShardAssignment(rows, shards)
      val evaluated =
        if (firstRows) new EvaluationRows.First(9, dealt, new ShardAssignment(20, shards)) else new EvaluationRows.All
      Plans.of(
        net.network,
        rows = rows - holdOut.rows(dealt),
        batch = 24,
        steps = steps,
        shards = shards,
        initializer = base.initializer,
        optimizer = optimizer,
        rate = 0.05,
        schedule = schedule,
        weightDecay = 1e-3,
        clipNorm = 2,
        sampling = sampling,
        seed = 11,
        evaluation = new EvaluationPolicy(holdOut, evaluated, stopping)
      )
    }
  }

  private val optimizers = Seq[Optimizer](
    new Sgd,
    new Momentum(0.9),
    new Nesterov(0.9),
    new NesterovListing(0.9),
    new AdaGrad,
    new RmsProp(0.99),
    new Adam(0.9, 0.999)
  )
  private val schedules =
    Seq[Schedule](Schedule.constant, step => 1.0 / (1 + step), step => if (step < 6) 1 else 0.1)
  private val stops =
    Seq(EarlyStopping.NEVER, new EarlyStopping(1, true), new EarlyStopping(2, false), new EarlyStopping(9, true))

  /** Every optimizer with every number of shards; all else takes turns so that every pair is met. */
  private val kinds = for {
    (optimizer, i) <- optimizers.zipWithIndex
    (shards, j) <- Seq(1, 3, 8).zipWithIndex
    n = 3 * i + j
  } yield Kind(
    optimizer,
    shards,
    batchNorm = n % 2 == 0,
    dropout = if (n % 4 < 2) 0 else 0.3,
    stopping = stops((i + 2 * j) % 4),
    schedule = schedules((i + j) % 3),
    sampling = if (n % 5 < 3) MinibatchSampling.SHUFFLED else MinibatchSampling.WITH_REPLACEMENT,
    firstRows = n % 3 == 2
  )

  private def engine(shards: Int) = LocalEngine.over(train, rows, test, shards)

  test("the kinds of trainings have everything in them that a checkpoint has to keep") {
    val runs = kinds.map(kind => new Trainer(kind.plan, engine(kind.shards)).train(TrainingListener.NONE))
    assert(runs.exists(run => run.weightsStep < run.steps && run.steps < steps), "one that stops early and goes back")
    assert(runs.exists(run => run.weightsStep < run.steps && run.steps == steps), "one that goes back at its end")
    assert(runs.exists(_.statistics.length == 0) && runs.exists(_.statistics.length > 0))
    assert(kinds.map(kind => (kind.batchNorm, kind.dropout, kind.sampling)).distinct.size == 8)
  }

  for (kind <- kinds)
    test(s"stopped after any step: $kind") {
      val (plan, local) = (kind.plan, engine(kind.shards))
      val history = new History
      val written = collection.mutable.ArrayBuffer.empty[Array[Byte]]
      val writing = new TrainingListener {
        override def completed(state: TrainingState): Unit =
          written += CheckpointFile.encode(state.checkpoint(history))
      }
      val whole = new Trainer(plan, local).train(TrainingState.initial(plan), history, writing)
      assert(written.size == whole.steps)
      for ((bytes, i) <- written.zipWithIndex) {
        val read = CheckpointFile.decode(bytes, "here")
        assert(read.step == i + 1)
        val heard = new History
        val ended = new Trainer(plan, local).train(TrainingState.of(plan, read), read.history, heard)
        assert(ended.weightsSha256 == whole.weightsSha256, s"from step ${i + 1}")
        assert(ended.history.sha256 == whole.history.sha256, s"from step ${i + 1}")
        assert(ended.history.records.asScala == whole.history.records.asScala)
        assert((ended.steps, ended.weightsStep) == (whole.steps, whole.weightsStep))
        assert(ended.evaluations == whole.evaluations)
        assert(heard.steps == whole.steps - read.step)
      }
    }

  test("a checkpoint stays as it is while the training that it was made of goes on") {
    val plan = kinds.last.plan
    val history = new History
    var first: (Checkpoint, Seq[Byte]) = null
    val keeping = new TrainingListener {
      override def completed(state: TrainingState): Unit =
        if (state.step == 5) {
          val checkpoint = state.checkpoint(history)
          first = (checkpoint, CheckpointFile.encode(checkpoint).toSeq)
        }
    }
    new Trainer(plan, engine(8)).train(TrainingState.initial(plan), history, keeping)
    assert(CheckpointFile.encode(first._1).toSeq == first._2)
  }
}
