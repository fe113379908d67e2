package treecast.cluster

import org.apache.spark.SparkContext
import org.apache.spark.scheduler.{
  SparkListener,
  SparkListenerExecutorAdded,
  SparkListenerJobStart,
  SparkListenerTaskStart
}
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.TaskRunner
import treecast.testing.SparkContexts

import java.util.Collections
import java.util.concurrent.ConcurrentHashMap
import scala.jdk.CollectionConverters._

class SparkStopSpec extends AnyFunSuite {

  /** Executors of a Spark context until it stopped, those of them that have begun a task, and the number of jobs. */
  private class Seen extends SparkListener {
    val added, started = ConcurrentHashMap.newKeySet[String]()
    @volatile var jobs = 0

    override def onExecutorAdded(event: SparkListenerExecutorAdded): Unit = added.add(event.executorId)

    override def onTaskStart(event: SparkListenerTaskStart): Unit = started.add(event.taskInfo.executorId)

    override def onJobStart(event: SparkListenerJobStart): Unit = jobs += 1
  }

  private def stopped(use: SparkContext => Unit): Seen = {
    val seen = new Seen
    val spark = SparkContexts.start("local-cluster[2,1,1024]")
    spark.addSparkListener(seen)
    try use(spark)
    finally SparkStop.stop(spark) // stopping delivers what listeners have not had yet
    seen
  }

  test("Spark is not stopped while executors start: each has begun a task before") {
    val seen = stopped(Executors.await)
    assert(seen.added.asScala == Set("0", "1"))
    assert(seen.started.asScala == Set("0", "1"))
  }

  test("executors that have begun a task are not asked") {
    var jobs = 0
    val seen = stopped { spark =>
      Executors.await(spark)
      while (Executors.withTasks(spark).size < 2) {
        new SparkTasks(spark).map(Collections.nCopies(2, Int.box(200)), PausingTask)
        jobs += 1
      }
    }
    assert(seen.started.size == 2 && jobs > 0)
    assert(seen.jobs == jobs)
  }
}

/** Task that takes so many milliseconds. It is no part of the suite, whose classes executors do not have. */
private object PausingTask extends TaskRunner.Task[Integer, String] {
  override def apply(millis: Integer): String = {
    Thread.sleep(millis.toLong)
    ""
  }
}
