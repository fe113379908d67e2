package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.testing.Plans

import scala.jdk.CollectionConverters._

/** Training on noise while Spark starts: it ends when told, whatever happens to it. */
class WarmUpSpec extends AnyFunSuite {
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

  private def waitFor(what: String)(condition: => Boolean): Unit = {
    val end = System.nanoTime + 30_000_000_000L
    while (!condition) {
      assert(System.nanoTime < end, what)
      Thread.sleep(5)
    }
  }

  test("it trains in a thread that keeps no JVM alive, and is gone once ended") {
    val warmUp = WarmUp.start(plan(hidden = 8, rate = 0.01))
    assert(threads.size == 1 && threads.head.isDaemon)
    Thread.sleep(200)
    assert(threads.size == 1, "it goes on until it is told to end")
    warmUp.end()
    assert(threads.isEmpty)
    warmUp.end()
  }

  test("a plan that diverges ends its warm-up without a word") {
    val warmUp = WarmUp.start(plan(hidden = 8, rate = 1e300))
    waitFor("it diverges")(threads.isEmpty)
    warmUp.end()
  }

  test("a large network is not trained twice") {
    val warmUp = WarmUp.start(plan(hidden = 50000, rate = 0.01))
    assert(threads.isEmpty)
    warmUp.end()
  }

  test("a plan of very many shards and rows is warmed up on few") {
    val warmUp = WarmUp.start(plan(hidden = 8, rate = 0.01, batch = 1 << 28, shards = 1 << 20))
    Thread.sleep(500)
    assert(threads.size == 1, "it has found the memory that it needs")
    warmUp.end()
  }
}
