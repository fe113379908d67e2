package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Minibatch
import treecast.extension.SettingValues
import treecast.linalg.{DoubleArray, Matrix, Workspace}
import treecast.nn._
import treecast.optim.{Optimizer, Optimizers}
import treecast.testing.Plans

import scala.jdk.CollectionConverters._

/** Frozen parameters: no optimizer, weight decay or clipping moves them, and their gradient does not count. */
class FrozenSpec extends AnyFunSuite {
  private val base = new MultiLayerNet(2, java.util.List.of(3, 3), 2, Activation.TANH, Initializer.of("he"), 0.5)
  private val net = new MultiLayerNetExtend(base, true, 0).network
  private val batch = new Minibatch(Matrix.of(4, 2, 0.3, 1, 0.9, 0.2, -0.5, 0.1, 0.4, -0.8), Array(0, 1, 1, 0))
  private val running = Array.tabulate(net.statistics)(i => 0.5 + 0.1 * i)

  private def plan(frozen: Seq[String], clipNorm: Double = GradientClipping.NONE): TrainingPlan = {
    val all = Plans.of(
      net,
      rows = 4,
      batch = 4,
      steps = 5,
      initializer = base.initializer,
      rate = 0.1,
      weightDecay = 0.5,
      clipNorm = clipNorm
    )
    if (frozen.isEmpty) all else all.withFrozen(frozen.asJava, running)
  }

  private def optimizers: Seq[Optimizer] =
    Optimizers.registry.providers.asScala.values.toSeq.map(p => p.create(SettingValues.ofTexts(p, java.util.Map.of())))

  private def stepped(plan: TrainingPlan, steps: Int = 3): TrainingState = {
    val state = TrainingState.startingFrom(plan, net.initialWeights(base.initializer, 3), running.clone)
    for (_ <- 1 to steps) {
      val sum = plan.network.gradientAndLoss
      plan.network.addGradient(new DoubleArray(state.weights), batch, Masks.random(1, 0, 0, 0), new Workspace, sum)
      state.advance(plan, GradientSum.of(0, 1, sum.array))
    }
    state
  }

  private def part(values: Array[Double], tensor: Tensor) = values.slice(tensor.offset, tensor.end).toSeq

  test("whatever the optimizer, frozen parameters and statistics keep their bits and all others move") {
    val names = Set("W1", "b1", "gamma1", "beta1", "W2")
    val start = net.initialWeights(base.initializer, 3)
    for (optimizer <- optimizers; clip <- Seq(GradientClipping.NONE, 0.1)) {
      val frozen = plan(names.toSeq, clip)
      val state = stepped(frozen.withUpdate(frozen.update.withOptimizer(optimizer, 0.1)))
      for (tensor <- net.weightTensors.asScala if tensor.name != "b2")
        assert((part(state.weights, tensor) == part(start, tensor)) == names(tensor.name), s"$optimizer ${tensor.name}")
      for (tensor <- net.statisticTensors.asScala)
        assert((part(state.statistics, tensor) == part(running, tensor)) == tensor.name.endsWith("1"), tensor.name)
    }
  }

  test("the norm that is clipped is that of the parameters that are trained") {
    val names = Seq("W1", "b1", "gamma1", "beta1", "W2", "b2", "gamma2", "beta2", "b3")
    val last = net.weightTensors.asScala.find(_.name == "W3").get
    val start = part(net.initialWeights(base.initializer, 3), last)
    def moved(clip: Double) = part(stepped(plan(names, clip), steps = 1).weights, last)
    val steps = moved(GradientClipping.NONE).zip(start).map { case (after, before) => (after - before) / 0.1 }
    val norm = math.sqrt(steps.map(step => step * step).sum)
    assert(moved(1.001 * norm) == moved(GradientClipping.NONE) && moved(0.999 * norm) != moved(GradientClipping.NONE))
  }

  test("gamma alone is frozen without its batch norm, which goes on with the rows' statistics") {
    val state = stepped(plan(Seq("gamma1")))
    val start = net.initialWeights(base.initializer, 3)
    for (tensor <- net.weightTensors.asScala if Set("gamma1", "beta1")(tensor.name))
      assert((part(state.weights, tensor) == part(start, tensor)) == (tensor.name == "gamma1"))
    assert(net.statisticTensors.asScala.forall(tensor => part(state.statistics, tensor) != part(running, tensor)))
  }

  test("a network with all batch norms frozen computes in training what it computes in inference") {
    val fixed = plan(Seq("gamma1", "beta1", "gamma2", "beta2")).network
    val weights = net.initialWeights(base.initializer, 3)
    val training = fixed.scores(
      new Mode.Training(Masks.random(1, 0, 0, 0)),
      new DoubleArray(weights),
      new DoubleArray(new Array[Double](net.statistics)),
      batch.x,
      new Workspace
    )
    assert(
      training.toArray.sameElements(
        net.scores(new DoubleArray(weights), new DoubleArray(running), batch.x, new Workspace).toArray
      )
    )
  }
}
