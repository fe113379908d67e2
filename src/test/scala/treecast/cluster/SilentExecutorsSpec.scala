package treecast.cluster

import org.apache.spark.scheduler._
import org.apache.spark.scheduler.cluster.ExecutorInfo
import org.scalatest.funsuite.AnyFunSuite

import scala.collection.mutable.ArrayBuffer

/** What is said of executors that are not heard of. */
class SilentExecutorsSpec extends AnyFunSuite {
  private class Watched {
    var seconds = 0L
    val told = new ArrayBuffer[String]
    val watch = new SilentExecutors(9, () => seconds * 1000000000L, line => { told += line; () })

    def add(id: String): Unit =
      watch.onExecutorAdded(
        SparkListenerExecutorAdded(0, id, new ExecutorInfo(s"host-$id", 1, Map.empty[String, String]))
      )

    def beat(id: String): Unit = watch.onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate(id, Nil))

    def look(after: Long): Seq[String] = {
      seconds += after
      told.clear()
      watch.look()
      told.toSeq
    }
  }

  test("a silence is told once, with the executor and its host; so are its end and its loss") {
    val watched = new Watched
    import watched._
    Seq("1", "2").foreach(add)
    assert(look(8).isEmpty)
    beat("1")
    assert(look(1) == Seq("waiting for executor 2 on host-2, which has not been heard of for 9 s"))
    assert(look(7).isEmpty)
    assert(look(1) == Seq("waiting for executor 1 on host-1, which has not been heard of for 9 s"))
    told.clear()
    beat("1")
    beat("1")
    assert(told == Seq("executor 1 on host-1 is back"))
    watch.onExecutorRemoved(SparkListenerExecutorRemoved(0, "2", "no heartbeats"))
    assert(told.last == "executor 2 on host-2 is given up: what it held is computed elsewhere")
    beat("2")
    assert(look(5).isEmpty)
  }

  test("an executor that ends by itself, and the driver's own heartbeats, are not told") {
    val watched = new Watched
    import watched._
    add("1")
    beat("driver")
    watch.onExecutorRemoved(SparkListenerExecutorRemoved(0, "1", "killed"))
    assert(told.isEmpty && look(100).isEmpty)
    watch.close()
  }
}
