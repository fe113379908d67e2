package treecast.training

import com.sun.management.ThreadMXBean
import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.Precision
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.testing.Plans

import java.lang.management.ManagementFactory
import java.util.stream.DoubleStream
import scala.collection.mutable.ArrayBuffer
import scala.jdk.CollectionConverters._

/** A training that diverges says what went first, and goes back if its plan says so: the same everywhere. */
class DivergedTrainingSpec extends AnyFunSuite {
  private val policy = new DivergencePolicy(5, 0.25, 3, 0)

  private def diverged(plan: TrainingPlan, engine: Engine = Diverging.engine()): Diverged =
    intercept[Diverged](new Trainer(plan, engine).train(TrainingListener.NONE))

  test("the message names the step and the layer whose output is not finite first, on any number of threads") {
    val message = diverged(Diverging.plan()).getMessage
    // Weights of 29 times the size with each step: a product of three of them overflows before any square of one does.
    val expected =
      "diverged at step (\\d+): expected a finite loss, found NaN; first not finite: the output of layer 5 " +
        "\\(Affine: W3, b3\\), in \\d+ of 12 rows \\(a lower rate often helps\\)"
    assert(message.matches(expected), message)
    for (threads <- Seq(2, 3)) assert(diverged(Diverging.plan(), Diverging.engine(threads)).getMessage == message)
    val single = Diverging.plan()
    val net = single.network.computedIn(Precision.SINGLE)
    val other = new TrainingPlan(
      net,
      single.initializer,
      single.update,
      single.batches,
      single.steps,
      single.seed,
      single.evaluation
    )
    val inSingle = diverged(other).getMessage
    assert(inSingle.contains("layer 5") && inSingle.contains("in single precision"), inSingle)
  }

  test("a row that is not finite is named as such, and a lower rate is not recommended") {
    for (value <- Seq(Double.NaN, Double.PositiveInfinity)) {
      val history = new History
      val plan = Diverging.plan(new DivergencePolicy(1, 0.5, 3, 0), decay = 0)
      val e = intercept[Diverged](
        new Trainer(plan, Diverging.engine(wrong = Some(17 -> value))).train(history)
      )
      assert(history.divergences.isEmpty, "a lower rate does not mend a row")
      assert(e.getMessage.contains("first not finite: the features, in 1 of 12 rows"), e.getMessage)
      assert(!e.getMessage.contains("rate"), e.getMessage)
    }
  }

  test("weights that are not finite are named, the last of several, as gradients go backwards") {
    val plan = Diverging.plan(decay = 0)
    for ((wrong, name) <- Seq(Seq("b2") -> "b2", Seq("W1", "W2", "b1") -> "W2")) {
      val weights = plan.network.initialWeights(plan.initializer, plan.seed)
      for (tensor <- plan.network.weightTensors.asScala if wrong.contains(tensor.name))
        weights(tensor.end - 1) = Double.PositiveInfinity
      val state = TrainingState.startingFrom(plan, weights)
      val e = intercept[Diverged](new Trainer(plan, Diverging.engine()).run(state, TrainingListener.NONE))
      assert(e.getMessage.contains(s"$name"), e.getMessage)
      assert(e.getMessage.contains("first not finite") || e.getMessage.contains("expected finite weights"))
    }
  }

  test("weights that a layer hides from the loss are found by the next evaluation") {
    val plan = Diverging.plan(decay = 0, steps = 7)
    val state = TrainingState.startingFrom(plan, plan.network.initialWeights(plan.initializer, plan.seed))
    val found = new Evaluations(new Evaluation(9, 9, 1), new Evaluation(0, 0, 0), new Evaluation(9, 9, 1))
    state.evaluated(plan, found)
    state.weights()(plan.network.weightTensors.get(1).offset) = Double.NaN
    val e = intercept[Diverged](state.evaluated(plan, found))
    assert(e.getMessage.contains("expected finite weights, found others in b1"), e.getMessage)
  }

  test("looking for weights that are not finite creates no objects for each of them") {
    val net = new MultiLayerNet(300, java.util.List.of(100), 10, Activation.RELU, Initializer.of("he"), 0)
    val plan = Plans.of(net.network, rows = 10, batch = 10, steps = 9, initializer = net.initializer)
    val state = TrainingState.initial(plan)
    val found = new Evaluations(new Evaluation(9, 9, 1), new Evaluation(0, 0, 0), new Evaluation(9, 9, 1))
    state.evaluated(plan, found)
    val threads = ManagementFactory.getThreadMXBean.asInstanceOf[ThreadMXBean]
    val before = threads.getCurrentThreadAllocatedBytes
    state.evaluated(plan, found)
    val bytes = threads.getCurrentThreadAllocatedBytes - before
    assert(bytes < net.network.parameters)
  }

  /** A training with all that it says; each state that it completes, as a checkpoint. */
  private class Recorded(plan: TrainingPlan, from: Option[Array[Byte]] = None) extends TrainingListener {
    private val start = from.map(CheckpointFile.decode(_, "here"))
    private val state = start.map(TrainingState.of(plan, _)).getOrElse(TrainingState.initial(plan))
    val history: History = start.map(_.history).getOrElse(new History)
    val checkpoints: ArrayBuffer[Array[Byte]] = ArrayBuffer.empty
    override def completed(state: TrainingState): Unit = checkpoints += CheckpointFile.encode(state.checkpoint(history))
    val outcome: Outcome.Trained = new Trainer(plan, Diverging.engine()).train(state, history, this)

    /** Everything that counts of the result. */
    def bits: (String, String, Seq[Divergence], Seq[(Int, Double)]) = {
      val replayed = ArrayBuffer.empty[(Int, Double)]
      history.replay(
        plan,
        new TrainingListener {
          override def stepped(step: Int, rate: Double, loss: Double, times: StepTimes): Unit =
            replayed += step -> rate
        }
      )
      (outcome.weightsSha256, history.sha256, history.divergences.asScala.toSeq, replayed.toSeq)
    }
  }

  test("going back, it reaches its end with finite weights, at a rate that is lower each time") {
    val plan = Diverging.plan(policy, steps = 200)
    val run = new Recorded(plan)
    assert(DoubleStream.of(run.outcome.weights: _*).allMatch(java.lang.Double.isFinite(_)))
    assert(run.outcome.steps == 200 && run.history.steps == 200 && run.history.losses.forall(_.isFinite))
    val divergences = run.history.divergences.asScala.toSeq
    assert(divergences.size == 2, divergences)
    val Seq(one, two) = divergences
    assert(one.back > 0 && one.back % 5 == 0 && one.step - 1 - one.back >= 5 && one.step - 1 - one.back < 10, one)
    assert(two.back >= one.back && two.back % 5 == 0, two)
    assert(one.finding.contains("layer 5 (Affine: W3, b3)"))
    assert(
      one.line(plan, 1).contains(s"goes back to step ${one.back} (epoch ") && one.line(plan, 1).contains("(1 of 3)")
    )
    for ((step, rate) <- run.bits._4) {
      val expected = if (step <= one.back) 1.0 else if (step <= two.back) 0.25 else 0.0625
      assert(rate == expected, step)
    }
    assert(run.history.records.asScala.map(_.step).toSeq == (5 to 200 by 5))
  }

  test("the rate is lower from each step on to which it went back, also where the history is replayed") {
    val all = Seq(new Divergence(7, 2, "a"), new Divergence(9, 4, "b"), new Divergence(9, 4, "c")).asJava
    val plan = Diverging.plan(policy)
    val told = ArrayBuffer.empty[Any]
    History
      .of(Array.fill(6)(1.5), java.util.List.of(), all)
      .replay(
        plan,
        new TrainingListener {
          override def stepped(step: Int, rate: Double, loss: Double, times: StepTimes): Unit = told += rate
          override def wentBack(divergence: Divergence): Unit = told += divergence.finding
        }
      )
    assert(told == Seq(1.0, 1.0, "a", 0.25, 0.25, "b", "c", 1.0 / 64, 1.0 / 64))
    val history = History.of(Array.fill(6)(1.5), java.util.List.of(), all)
    assert((0 to 5).map(history.rateAt(plan, _)) == Seq(1, 1, 0.25, 0.25, 1.0 / 64, 1.0 / 64))
  }

  test("a policy that is not needed changes no bit") {
    val calm = Diverging.plan(decay = 0.1, steps = 90)
    val with_ = Diverging.plan(policy, decay = 0.1, steps = 90)
    assert(new Recorded(calm).bits == new Recorded(with_).bits)
  }

  for ((kind, stopping) <- Seq("plain" -> EarlyStopping.NEVER, "early stopping" -> new EarlyStopping(1000, true)))
    test(s"killed at any moment and resumed, it has the bits of the undisturbed one: $kind") {
      val plan = Diverging.plan(policy, steps = 200, stopping = stopping)
      val whole = new Recorded(plan)
      assert(whole.history.divergences.size == 2)
      // Every state about the first divergence; of the others some.
      for ((checkpoint, i) <- whole.checkpoints.zipWithIndex if i < 20 || i % 4 == 0)
        assert(new Recorded(plan, Some(checkpoint)).bits == whole.bits, s"from its state $i")
    }

  test("as often as it may and no oftener; then it says so, and so does one that is resumed") {
    val once = Diverging.plan(new DivergencePolicy(5, 0.25, 1, 0))
    var last: Array[Byte] = null
    val history = new History
    val watch = new TrainingListener {
      override def completed(state: TrainingState): Unit = last = CheckpointFile.encode(state.checkpoint(history))
    }
    val trainer = new Trainer(once, Diverging.engine())
    val e = intercept[Diverged](trainer.train(TrainingState.initial(once), history, watch))
    assert(e.getMessage.endsWith("; it has gone back 1 times, as often as onDivergence.times says"), e.getMessage)
    assert(history.divergences.size == 1)
    val checkpoint = CheckpointFile.decode(last, "here")
    val again = intercept[Diverged](
      trainer.train(TrainingState.of(once, checkpoint), checkpoint.history, TrainingListener.NONE)
    )
    assert(again.getMessage == e.getMessage)
  }

  test(
    "before the step since which states are kept it ends, and a run that stopped goes on from its checkpoint there"
  ) {
    val stopped = Diverging.plan()
    val e = diverged(stopped)
    val since = e.step - 7
    val plan = Diverging.plan(new DivergencePolicy(20, 0.25, 3, since))
    val whole = new Recorded(plan)
    assert(whole.history.divergences.get(0).back == since)
    // The checkpoint of the run that stopped: it has no earlier states.
    val history = new History
    val state = TrainingState.initial(stopped)
    new Trainer(stopped.withSteps(since), Diverging.engine()).train(state, history, TrainingListener.NONE)
    val kept = history.records.asScala.filter(entry => plan.evaluatesAfter(entry.step)).asJava
    val from = CheckpointFile.encode(state.checkpoint(History.of(history.losses, kept)))
    assert(new Recorded(plan, Some(from)).bits == whole.bits)
    // From any other step it would have to go back to states that it does not have.
    val refused = intercept[IllegalArgumentException](
      TrainingState.of(Diverging.plan(policy), CheckpointFile.decode(from, "here"))
    )
    assert(refused.getMessage.contains("expected earlier states"), refused.getMessage)
    val late = Diverging.plan(new DivergencePolicy(20, 0.25, 3, e.step + 5))
    assert(diverged(late).getMessage == e.getMessage)
  }
}
