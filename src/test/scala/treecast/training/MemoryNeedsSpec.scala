package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.HoldOut
import treecast.linalg.Precision
import treecast.nn.{Activation, Initializer, MultiLayerNet, Network}
import treecast.optim.{Adam, Momentum, Optimizer, Sgd}
import treecast.testing.Plans

import java.util.{List => JavaList}

/** The memory of a training, in arrays as long as the weights: the formula of docs/running.md. */
class MemoryNeedsSpec extends AnyFunSuite {
  private val network =
    new MultiLayerNet(784, JavaList.of(5700, 7900), 10, Activation.RELU, Initializer.of("he"), 0).network()
  private val parameters = network.parameters.toLong

  private def plan(optimizer: Optimizer, of: Network = network) =
    Plans.of(of, rows = 100, batch = 8, steps = 2, shards = 8, optimizer = optimizer)

  /** Arrays of doubles and arrays of floats, besides what a JVM with Spark needs. */
  private def requires(bytes: Long, doubles: Int, floats: Int = 0): Unit =
    assert(bytes - MemoryNeeds.BASE == parameters * (8L * doubles + 4L * floats))

  private def held(gradients: Int) = new MemoryNeeds.Held(gradients, 0)

  test("each thread may hold a copy of the largest matrix of weights") {
    val sgd = plan(new Sgd)
    for (
      needs <- Seq[MemoryNeeds.Held => Long](
        MemoryNeeds.inOneJvm(sgd, false, _).driver,
        MemoryNeeds.onCluster(sgd, false, _).executor
      )
    )
      assert(needs(new MemoryNeeds.Held(4, 3)) - needs(held(4)) == 3 * 8L * 5700 * 7900)
  }

  test("a JVM holds weights and slots, what is copied or written of them, and gradients") {
    assert(parameters > 49_000_000 && parameters < 50_000_000)
    requires(MemoryNeeds.inOneJvm(plan(new Sgd), false, held(6)).driver, doubles = 1 + 2 + 6)
    requires(MemoryNeeds.inOneJvm(plan(new Adam(0.9, 0.999)), false, held(6)).driver, doubles = 3 + 2 + 6)
    requires(MemoryNeeds.inOneJvm(plan(new Adam(0.9, 0.999)), true, held(6)).driver, doubles = 3 + 3 + 6)
    requires(MemoryNeeds.inOneJvm(plan(new Momentum(0.9)), true, held(1)).driver, doubles = 2 + 2 + 1)
    assert(MemoryNeeds.inOneJvm(plan(new Sgd), true, held(6)).executor == 0)
  }

  test("in single precision gradients are floats, and the driver has one of either kind more") {
    val single = MemoryNeeds.inOneJvm(plan(new Momentum(0.9), network.computedIn(Precision.SINGLE)), true, held(6))
    requires(single.driver, doubles = 2 + 2 + 1, floats = 1 + 6)
  }

  test("the best weights, and states to which a training may go back, count as well") {
    val stops = new EvaluationPolicy(
      new HoldOut(0.2, 1),
      new EvaluationRows.All,
      new EarlyStopping(3, true),
      EvaluationSchedule.EACH_EPOCH
    )
    val best = plan(new Momentum(0.9)).withEvaluation(stops)
    requires(MemoryNeeds.inOneJvm(best, true, held(1)).driver, doubles = 2 + 2 + 2 + 1)
    val momentum = plan(new Momentum(0.9))
    val back = momentum.withUpdate(momentum.update.withOnDivergence(new DivergencePolicy(10, 0.5, 3, 0)))
    requires(MemoryNeeds.inOneJvm(back, true, held(1)).driver, doubles = 2 + 2 + 3 * 2 + 1)
  }

  test("on a cluster the driver holds five arrays of a step, and an executor six besides its gradients") {
    val double = MemoryNeeds.onCluster(plan(new Sgd), false, held(4))
    requires(double.driver, doubles = 1 + 2 + 5)
    requires(double.executor, doubles = 6 + 4)
    val single = MemoryNeeds.onCluster(plan(new Sgd, network.computedIn(Precision.SINGLE)), false, held(2))
    requires(single.driver, doubles = 1 + 2 + 1, floats = 1 + 5)
    requires(single.executor, doubles = 0, floats = 6 + 2)
  }
}
