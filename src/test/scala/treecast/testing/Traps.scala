package treecast.testing

import org.apache.spark.TaskContext
import org.apache.spark.api.plugin.{DriverPlugin, ExecutorPlugin, PluginContext, SparkPlugin}

import java.nio.file.{Files, Path}
import java.util.{Map => JavaMap}

/** Traps for executors on this machine. A trap is a file: it ends the one process that deletes it. */
class Traps(folder: String) extends TaskHook {
  import Traps._

  private def file(point: String, death: String) = Path.of(folder, s"$point, $death")

  /** Sets a trap at a point for the first executor that comes there. */
  def set(point: String, death: String): Unit = {
    Files.createFile(file(point, death))
    ()
  }

  /** Whether no trap is left. */
  def allSprung: Boolean = Path.of(folder).toFile.list.isEmpty

  /** Is called by an executor at a point, and does not return where a trap was set. */
  def meet(point: String): Unit = for (death <- Deaths) if (Files.deleteIfExists(file(point, death))) die(death)

  override def weightsFetched(): Unit = meet(WeightsFetched)
  override def beforeGradient(): Unit = meet(BeforeGradient)
  override def afterGradient(): Unit = meet(AfterGradient)
  override def evaluating(): Unit = meet(Evaluation)

  private def die(death: String): Unit = {
    if (death == "SIGKILL") new ProcessBuilder("kill", "-KILL", s"${ProcessHandle.current.pid}").start().waitFor()
    else System.exit(death.stripPrefix("exit ").toInt)
    Thread.sleep(60_000)
  }
}

object Traps {

  /** The setting of Spark that names the folder of traps. */
  val Folder = "spark.treecast.test.traps"

  val WeightsFetched = "weights fetched"
  val BeforeGradient = "before the gradient"
  val AfterGradient = "after the gradient"
  val ResultUpload = "result upload"
  val Joining = "joining"
  val Evaluation = "evaluation"

  /** At once, whatever the executor does. */
  val Now = "now"

  val Deaths: Seq[String] = Seq("SIGKILL", "exit 0", "exit 1")
}

/** The traps of an executor that are not met in functions of a task. */
class TrapPlugin extends SparkPlugin {
  override def driverPlugin: DriverPlugin = null

  override def executorPlugin: ExecutorPlugin = new ExecutorPlugin {
    private val task = new ThreadLocal[TaskContext]

    /** The stage whose sums this executor has cut into slices, which the next stage joins. */
    @volatile private var sliced = -2
    @volatile private var traps: Traps = _

    override def init(context: PluginContext, extra: JavaMap[String, String]): Unit = {
      traps = new Traps(context.conf.get(Traps.Folder))
      val watch = new Thread(() =>
        while (true) {
          traps.meet(Traps.Now)
          Thread.sleep(10)
        }
      )
      watch.setDaemon(true)
      watch.start()
    }

    override def onTaskStart(): Unit = {
      task.set(TaskContext.get())
      if (task.get.stageId() == sliced + 1) traps.meet(Traps.Joining)
    }

    /** The result, or where it is, has been written, and the driver does not know it yet. */
    override def onTaskSucceeded(): Unit =
      if (task.get.taskMetrics().shuffleWriteMetrics.recordsWritten > 0) sliced = task.get.stageId()
      else traps.meet(Traps.ResultUpload)
  }
}
