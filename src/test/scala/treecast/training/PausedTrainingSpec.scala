package treecast.training

import treecast.source.IdxFolder
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.nn.{Activation, Initializer, MultiLayerNet, MultiLayerNetExtend}
import treecast.optim._
import treecast.testing.{Plans, SmallDigits}
import treecast.testing.DefaultStorage.storage

import scala.jdk.CollectionConverters._

/** A training that pauses and goes on elsewhere is the training that does not. */
class PausedTrainingSpec extends AnyFunSuite {
  private def plan(optimizer: Optimizer): TrainingPlan = {
    val base = new MultiLayerNet(784, java.util.List.of(12), 10, Activation.RELU, Initializer.of("he"), 1e-4)
    val net = new MultiLayerNetExtend(base, true, 0.2)
    val holdOut = new HoldOut(0.2, 3)
    Plans.of(
      net.network,
      rows = 160,
      batch = 30,
      steps = 38,
      shards = 2,
      initializer = base.initializer,
      optimizer = optimizer,
      rate = 0.02,
      weightDecay = 1e-4,
      clipNorm = 1.0,
      seed = 7,
      evaluation = new EvaluationPolicy(holdOut, new EvaluationRows.All, EarlyStopping.NEVER)
    )
  }

  for (optimizer <- Seq[Optimizer](new Sgd, new Momentum(0.9), new Adam(0.9, 0.999)))
    test(s"$optimizer: paused after each epoch, encoded and decoded, with the same bits and the same history") {
      val folder = SmallDigits.folder(200, 20)
      try {
        val train = IdxFolder.of(storage, folder.toString, 10).examine().shards(Split.TRAIN, 2)
        val whole = plan(optimizer)
        def loop(plan: TrainingPlan, state: TrainingState, history: History) =
          new Trainer(plan, new LocalEngine(train, java.util.List.of[Shard](), 1)).run(state, history)
        val (state, history) = (TrainingState.initial(whole), new History)
        val found = loop(whole, state, history)
        var paused = TrainingState.initial(whole)
        val parts = new History
        var last: Evaluations = null
        for (epochs <- 1 to 8) {
          val part = whole.until(epochs)
          last = loop(part, paused, parts)
          assert(paused.step == part.steps)
          val bytes = CheckpointFile.encode(paused.checkpoint(parts))
          paused = TrainingState.of(whole, CheckpointFile.decode(bytes, "here"))
        }
        assert(paused.step == 38 && paused.weightsStep == 38)
        assert(Sha256.ofWeights(paused.weights, paused.statistics) == Sha256.ofWeights(state.weights, state.statistics))
        assert(parts.losses.toSeq == history.losses.toSeq)
        assert(parts.records.asScala.map(_.validation) == history.records.asScala.map(_.validation))
        assert(last.validation == found.validation)
      } finally SmallDigits.delete(folder)
    }

  test("a checkpoint of another optimizer, of another network or of more steps is refused, with what differs") {
    val checkpoint = TrainingState.initial(plan(new Sgd)).checkpoint(new History)
    def refused(plan: TrainingPlan, checkpoint: Checkpoint) =
      intercept[IllegalArgumentException](TrainingState.of(plan, checkpoint)).getMessage
    assert(refused(plan(new Momentum(0.9)), checkpoint).contains("slots: 0"))
    val small = new MultiLayerNet(784, java.util.List.of(2), 10, Activation.RELU, Initializer.of("he"), 0)
    val other = Plans.of(small.network, rows = 160, batch = 30, steps = 3, initializer = small.initializer)
    assert(refused(other, checkpoint).contains(s"weights: ${checkpoint.weights.length}"))
    val state = TrainingState.initial(other)
    val late = state.checkpoint(new History)
    def at(step: Int) = new Checkpoint(
      step,
      step,
      late.weights,
      late.slots,
      late.statistics,
      late.best,
      late.evaluations,
      late.history
    )
    assert(refused(other, at(4)).contains("step: 4") && refused(other, at(3)).contains("losses: 0"))
  }
}
