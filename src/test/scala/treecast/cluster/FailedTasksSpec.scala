package treecast.cluster

import org.apache.spark.SparkContext
import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.TaskHook.{FailingOnce, Straggling}
import treecast.testing.{Slow, StandaloneCluster, TaskHook}

import java.util.concurrent.TimeUnit
import scala.jdk.CollectionConverters._

/** Tasks that fail or take long, and executors that are decommissioned: no bit changes. */
class FailedTasksSpec extends AnyFunSuite with DisturbedTrainings {

  /** Trains once for each task and each of these steps, in which the task's first attempt fails; how many runs that
    * were.
    */
  private def failing(spark: SparkContext, tasks: Int, in: Seq[Int]): Int = {
    val heard = new Heard(spark)
    val runs = for (task <- 0 until tasks; step <- in) yield {
      val before = heard.failed.get
      val hook = new FailingOnce(task)
      assert(trained(spark, now => if (now == step) hook else TaskHook.None) == expected, s"task $task in step $step")
      await(s"task $task has failed in step $step")(heard.failed.get == before + 1)
    }
    runs.size
  }

  test("a task that fails at its first attempt in the last step changes no bit, whichever it is") {
    withCluster("local-cluster[2,1,1024]", "executors")(spark => assert(failing(spark, 2, Seq(steps)) == 2))
  }

  test("each task fails once in the first, a middle and the last step, on two and three executors", Slow) {
    val runs =
      for (place <- places; executors <- 2 to 3) yield withCluster(s"local-cluster[$executors,1,1024]", place) {
        spark =>
          awaitExecutors(spark, executors)
          failing(spark, executors, Seq(1, steps / 2, steps))
      }
    info(s"${runs.sum} of 30 runs have the undisturbed bits")
    assert(runs.sum == 30)
  }

  test("an executor that is decommissioned in the middle of a training changes no bit", Slow) {
    var runs = 0
    for (place <- places; migrates <- Seq(false, true)) {
      val settings =
        Seq("spark.decommission.enabled" -> "true", "spark.storage.decommission.enabled" -> s"$migrates") ++
          Seq("rddBlocks", "shuffleBlocks").map(blocks =>
            s"spark.storage.decommission.$blocks.enabled" -> s"$migrates"
          ) ++
          Seq("spark.deploy.maxExecutorRetries" -> "-1")
      withCluster("local-cluster[3,1,1024]", place, settings: _*) { spark =>
        val heard = new Heard(spark)
        for (step <- Seq(2, steps / 2, steps - 1)) {
          awaitExecutors(spark, 3)
          val ended = heard.ended
          val found = trained(
            spark,
            before = now => if (now == step) decommission(ProcessHandle.current.children.iterator.asScala.next())
          )
          assert(found == expected, s"$place, migrates: $migrates, step $step")
          await("an executor that is decommissioned ends")(heard.ended == ended + 1)
          runs += 1
        }
        info(s"sums joined by the $place: ${heard.reasons}")
      }
    }
    info(s"$runs of 12 runs have the undisturbed bits")
  }

  /** What a resource manager sends to an executor that is to go. */
  private def decommission(executor: ProcessHandle): Unit = {
    val kill = new ProcessBuilder("kill", "-PWR", s"${executor.pid}").start()
    assert(kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue == 0)
  }

  test("a third of all tasks takes seconds, and copies of them that Spark starts elsewhere change no bit", Slow) {
    if (!System.getProperty("os.name").contains("Linux")) cancel("Spark starts no copy of a task on the same host")
    val speculation = Seq("spark.speculation" -> "true", "spark.speculation.interval" -> "50ms") ++
      Seq("spark.speculation.quantile" -> "0.5", "spark.speculation.multiplier" -> "2") ++
      Seq("spark.executor.memory" -> "512m", "spark.driver.host" -> "127.0.0.1")
    val cluster = new StandaloneCluster("--workers", "3", "--memory", "1g")
    try
      for (place <- places) withCluster(cluster.master, place, speculation: _*) { spark =>
        awaitExecutors(spark, 3)
        val heard = new Heard(spark)
        assert(trained(spark, step => new Straggling(step, 3000)) == expected, place)
        await("copies of tasks that were faster")(heard.copies.get > 0)
        info(s"sums joined by the $place: ${heard.copies} copies were faster than the first attempts in $steps steps")
      }
    finally cluster.close()
  }
}
