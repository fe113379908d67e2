package treecast.cluster

import org.apache.spark.SparkContext
import org.apache.spark.broadcast.Broadcast
import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.{SparkContexts, Waiting}

import java.lang.reflect.Proxy
import java.util.concurrent.ConcurrentHashMap
import scala.jdk.CollectionConverters._

class SparkBroadcastsSpec extends AnyFunSuite with Waiting {

  /** Numbers of the broadcast variables that Spark's ContextCleaner removes. Its listener is private to Spark. */
  private def cleaned(sc: SparkContext): collection.Set[Long] = {
    val numbers = ConcurrentHashMap.newKeySet[Long]()
    val listening = Class.forName("org.apache.spark.CleanerListener")
    val listener = Proxy.newProxyInstance(
      listening.getClassLoader,
      Array(listening),
      (_, method, arguments) => {
        if (method.getName == "broadcastCleaned") numbers.add(arguments(0).asInstanceOf[Long])
        null
      }
    )
    val cleaner = classOf[SparkContext].getMethod("cleaner").invoke(sc).asInstanceOf[Option[AnyRef]].get
    cleaner.getClass.getMethod("attachListener", listening).invoke(cleaner, listener)
    numbers.asScala
  }

  private def removed(sc: SparkContext, make: () => Broadcast[String]): Long = {
    val broadcast = make()
    assert(broadcast.value == "weights")
    SparkBroadcasts.destroy(sc, broadcast)
    broadcast.id
  }

  test("a broadcast that was removed is not removed once more by Spark's cleaner when it is garbage") {
    SparkContexts.withSpark("local[1]") { sc =>
      val numbers = cleaned(sc)
      val ours = removed(sc, () => SparkBroadcasts.variable(sc, "weights"))
      // The cleaner takes garbage in the order in which it is found, so Spark's own one stands for all before it.
      val sparks = removed(sc, () => sc.broadcast("weights"))
      await(s"Spark's cleaner removed $numbers and not $sparks") {
        System.gc()
        numbers.contains(sparks)
      }
      assert(!numbers.contains(ours))
    }
  }

  test("a broadcast on a stopped context is refused with Spark's own message") {
    val stopped = SparkContexts.withSpark("local[1]")(identity)
    val refused = intercept[IllegalStateException](SparkBroadcasts.variable(stopped, "weights"))
    assert(refused.getMessage.contains("stopped SparkContext"))
  }
}
