package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.testing.{Plans, Waiting}

import java.lang.management.ManagementFactory
import scala.jdk.CollectionConverters._

/** Training on noise while Spark starts: it ends when told, whatever happens to it. */
class JitWarmUpSpec extends AnyFunSuite with Waiting {
  private def plan(hidden: Int, rate: Double, batch: Int = 16, shards: Int = 2): TrainingPlan = {
    val he = Initializer.of("he")
    val net = new MultiLayerNet(20, Seq(Integer.valueOf(hidden)).asJava, 3, Activation.RELU, he, 0)
    Plans.of(
      net.network,
      rows = 1000,
      batch = batch,
      steps = Int.MaxValue,
      shards = shards,
      initializer = he,
      rate = rate
    )
  }

  private def threads: Seq[Thread] =
    Thread.getAllStackTraces.keySet.asScala.filter(_.getName == "warm-up").toSeq

  /** Waits until the warm-up has computed for as long as many steps take, or has ended too early. */
  private def awaitSteps(): Unit = {
    val Seq(thread) = threads
    await("it computes") {
      val computed = ManagementFactory.getThreadMXBean.getThreadCpuTime(thread.getId)
      !thread.isAlive || computed > 100_000_000
    }
    assert(thread.isAlive, "it goes on until it is told to end")
  }

  test("it trains in a thread that keeps no JVM alive, and is gone once ended") {
    val warmUp = JitWarmUp.start(plan(hidden = 8, rate = 0.01))
    assert(threads.size == 1 && threads.head.isDaemon)
    awaitSteps()
    warmUp.end()
    assert(threads.isEmpty)
    warmUp.end()
  }

  test("a plan that diverges ends its warm-up without a word") {
    val warmUp = JitWarmUp.start(plan(hidden = 8, rate = 1e300))
    await("it diverges")(threads.isEmpty)
    warmUp.end()
  }

  test("a large network is not trained twice") {
    val warmUp = JitWarmUp.start(plan(hidden = 50000, rate = 0.01))
    assert(threads.isEmpty)
    warmUp.end()
  }

  test("a plan of very many shards and rows is warmed up on few") {
    val warmUp = JitWarmUp.start(plan(hidden = 8, rate = 0.01, batch = 1 << 28, shards = 1 << 20))
    awaitSteps() // it has found the memory that it needs
    warmUp.end()
  }
}
