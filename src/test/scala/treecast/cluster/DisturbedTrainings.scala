package treecast.cluster

import org.apache.spark.SparkContext
import org.apache.spark.scheduler.{SparkListener, SparkListenerExecutorRemoved, SparkListenerTaskEnd}
import org.scalatest.Suite
import treecast.testing.{HookedEngine, SparkContexts, TaskHook, Waiting}
import treecast.training._

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger
import scala.jdk.CollectionConverters._

/** Trainings on clusters where something happens in a step, and what they have to end with. */
trait DisturbedTrainings extends SmallTrainings with Waiting { this: Suite =>
  override protected val shards = 13
  protected val steps = 12
  protected val places: Seq[String] = Seq("driver", "executors")

  protected case class Bits(weights: String, history: String)

  private def bits(trained: Outcome.Trained) = Bits(trained.weightsSha256, trained.history.sha256)

  protected lazy val expected: Bits = bits(
    new Trainer(plan(steps), LocalEngine.of(data, shards, 1)).train(TrainingListener.NONE)
  )

  /** The bits of a training on a cluster.
    *
    * @param hook
    *   of the tasks of each step
    * @param before
    *   is called before each step
    */
  protected def trained(
      spark: SparkContext,
      hook: Int => TaskHook = _ => TaskHook.None,
      before: Int => Unit = _ => (),
      partitions: Int = shards
  ): Bits = {
    var step = 1
    val engine = new HookedEngine(SparkEngine.of(spark, data, shards, partitions), () => hook(step))
    val listener = new TrainingListener {
      override def completed(state: TrainingState): Unit = {
        step = state.step + 1
        if (step <= steps) before(step)
      }
    }
    try {
      before(1)
      bits(new Trainer(plan(steps), engine).train(listener))
    } finally engine.close()
  }

  /** Uses Spark as `scripts/treecast` starts it, with sums joined at a place. */
  protected def withCluster[T](master: String, place: String, settings: (String, String)*)(
      use: SparkContext => T
  ): T = {
    val all = SparkContexts.productSettings ++ Seq(JoiningPlace.SETTING -> place) ++ settings
    SparkContexts.withSpark(master, all: _*)(use)
  }

  /** Waits until a cluster has a number of executors. */
  protected def awaitExecutors(spark: SparkContext, count: Int): Unit =
    await(s"$count executors, found ${spark.statusTracker.getExecutorInfos.length - 1}")(
      spark.statusTracker.getExecutorInfos.length == count + 1
    )

  /** What listeners hear of tasks and executors. */
  protected class Heard(spark: SparkContext) extends SparkListener {
    val failed = new AtomicInteger
    val copies = new AtomicInteger

    /** Executors that have ended, with the first reason that Spark gave: the end of one may be told twice. */
    private val ends = new ConcurrentHashMap[String, String]
    spark.addSparkListener(this)

    override def onTaskEnd(end: SparkListenerTaskEnd): Unit = {
      if (end.taskInfo.failed) failed.incrementAndGet()
      if (end.taskInfo.speculative && end.taskInfo.successful) copies.incrementAndGet()
      ()
    }

    override def onExecutorRemoved(end: SparkListenerExecutorRemoved): Unit = {
      ends.putIfAbsent(end.executorId, end.reason)
      ()
    }

    /** Number of executors that have ended. */
    def ended: Int = ends.size

    /** Why executors have ended, and how many for each reason. */
    def reasons: String =
      ends.values.asScala.groupBy(identity).map { case (why, all) => s"${all.size} $why" }.mkString("; ")
  }
}
