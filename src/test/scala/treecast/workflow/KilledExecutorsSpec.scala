package treecast.workflow

import org.apache.spark.SparkContext
import org.apache.spark.scheduler.{SparkListener, SparkListenerExecutorRemoved, SparkListenerStageSubmitted}
import org.scalatest.concurrent.{Signaler, ThreadSignaler, TimeLimits}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}
import treecast.cluster.{SmallTrainings, SparkEngine}
import treecast.config.CheckpointInterval
import treecast.data.Storage
import treecast.linalg.RandomStream
import treecast.report.CheckpointDirectory
import treecast.testing.{
  FaultyFileSystem,
  FaultyProcess,
  HookedEngine,
  Slow,
  SmallDigits,
  SparkContexts,
  Traps,
  Waiting
}
import treecast.training._

import java.nio.file.Files
import java.util.Optional
import java.util.concurrent.atomic.{AtomicBoolean, AtomicInteger}
import scala.collection.mutable.ArrayBuffer
import scala.jdk.CollectionConverters._

/** Executors that end at every point of a step, in every way: the training ends with the undisturbed bits. */
class KilledExecutorsSpec extends AnyFunSuite with SmallTrainings with Waiting with TimeLimits {
  private implicit val signaler: Signaler = ThreadSignaler
  private val epochs = 4
  private val epoch = 5 // steps

  /** What no run comes near, even where a machine has ten times as much to do as it can. */
  private val limit = Span(300, Seconds)
  private val master = "local-cluster[2,1,1024]"

  /** Points that are not met in a task. */
  private val (checkpoint, idle) = ("checkpoint", "idle")

  private val points = Seq(Traps.WeightsFetched, Traps.BeforeGradient, Traps.AfterGradient) ++
    Seq(Traps.ResultUpload, Traps.Joining, Traps.Evaluation, checkpoint, idle)

  /** A run of the matrix, in which as many executors end as the seed says. */
  private case class Cell(point: String, death: String, seed: Int) {

    /** Only executors that join sums have a stage for it. */
    def place: String = if (point == Traps.Joining || seed == 2) "executors" else "driver"

    /** The steps in which executors end, each in an epoch of its own. */
    val steps: Seq[Int] = {
      val stream = RandomStream.of(seed.toLong, points.indexOf(point).toLong, Traps.Deaths.indexOf(death).toLong)
      val chosen = (0 until epochs).sortBy(e => stream.uniform(e.toLong)).take(seed).sorted
      chosen.map(e => e * epoch + 1 + stream.below(10L + e, epoch))
    }
  }

  private def bits(trained: Outcome.Trained) = Seq(trained.weightsSha256, trained.history.sha256, trained.evaluations)

  private lazy val undisturbed = bits(
    new Trainer(plan(epochs * epoch), LocalEngine.of(data, shards, 1)).train(TrainingListener.NONE)
  )

  /** A Spark context with traps. */
  private class Cluster(place: String) extends SparkListener with AutoCloseable {
    private val folder = Files.createTempDirectory("treecast-traps")
    val traps = new Traps(folder.toString)
    val removed = new AtomicInteger
    val repeatedStages = new AtomicInteger
    val spark: SparkContext = SparkContexts.start(
      master,
      SparkContexts.productSettings ++ Seq(
        "spark.treecast.sums" -> place,
        "spark.plugins" -> "treecast.testing.TrapPlugin",
        Traps.Folder -> folder.toString,
        // Sums are fetched from the block manager of their executor, as those of large networks are.
        "spark.task.maxDirectResultSize" -> "10k",
        "spark.deploy.maxExecutorRetries" -> "-1",
        // Most of what these trainings cost is the start of executors.
        "spark.executor.extraJavaOptions" -> "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
      ): _*
    )
    spark.addSparkListener(this)

    override def onExecutorRemoved(end: SparkListenerExecutorRemoved): Unit = { removed.incrementAndGet(); () }

    override def onStageSubmitted(stage: SparkListenerStageSubmitted): Unit =
      if (stage.stageInfo.attemptNumber() > 0) { repeatedStages.incrementAndGet(); () }

    def awaitBoth(): Unit = await("two executors")(spark.statusTracker.getExecutorInfos.length == 3)

    /** Ends an executor at once, whatever it does. */
    def endOne(death: String): Unit = {
      val processes = ProcessHandle.current.children.iterator.asScala.toSeq
      traps.set(Traps.Now, death)
      await("an executor that ends")(traps.allSprung && processes.exists(!_.isAlive))
    }

    override def close(): Unit = {
      spark.stop()
      SmallDigits.delete(folder)
    }
  }

  /** Writes checkpoints into files of their own, and ends an executor while one is written where that is due. */
  private class Checkpoints(cell: Cell, cluster: Cluster, run: String, plan: TrainingPlan, history: History) {
    private val ending = new AtomicBoolean
    private val left = ArrayBuffer.from(if (cell.point == checkpoint) cell.steps else Nil)
    FaultyFileSystem.process = new FaultyProcess({ _ =>
      if (ending.getAndSet(false)) cluster.endOne(cell.death)
      treecast.testing.Fault.None
    })
    val directory: CheckpointDirectory = CheckpointDirectory.of(new Storage(FaultyFileSystem.configuration), run)

    private val target: CheckpointWriter.Target = { checkpoint =>
      if (left.headOption.exists(_ <= checkpoint.step)) {
        left.remove(0)
        ending.set(true)
      }
      directory.write(checkpoint, java.util.Map.of(), 2)
    }

    val writer = new CheckpointWriter(
      Optional.of(new CheckpointInterval(epoch, CheckpointInterval.Unit.STEPS)),
      plan,
      history,
      target,
      () => System.nanoTime,
      new Interruption,
      run,
      fail(_)
    )
  }

  /** Sets the traps of a step before it begins. */
  private class Setting(cell: Cell, cluster: Cluster) extends TrainingListener {
    def before(step: Int): Unit = if (cell.steps.contains(step) && cell.point != checkpoint) {
      if (cell.point == idle) cluster.endOne(cell.death) else cluster.traps.set(cell.point, cell.death)
    }

    override def completed(state: TrainingState): Unit = before(state.step + 1)
  }

  /** Trains with executors that end; how many seconds that took. */
  private def disturbed(cell: Cell, cluster: Cluster): Double = {
    cluster.awaitBoth()
    val before = cluster.removed.get
    val run = Files.createTempDirectory("treecast-run")
    val engine = new HookedEngine(SparkEngine.of(cluster.spark, data, shards, shards), () => cluster.traps)
    try {
      val began = System.nanoTime
      val (history, setting) = (new History, new Setting(cell, cluster))
      val checkpoints =
        new Checkpoints(cell, cluster, s"${FaultyFileSystem.Scheme}:$run", plan(epochs * epoch), history)
      setting.before(1)
      val trained = withClue(cell)(failAfter(limit) {
        try
          new Trainer(plan(epochs * epoch), engine).train(
            TrainingState.initial(plan(epochs * epoch)),
            history,
            TrainingListener.all(setting, checkpoints.writer)
          )
        finally checkpoints.writer.close()
      })
      val seconds = (System.nanoTime - began) / 1e9
      assert(bits(trained) == undisturbed, cell)
      assert(cluster.traps.allSprung, cell)
      val newest = checkpoints.directory.newest(found => Integer.valueOf(found.step), fail(_))
      assert(newest.get == epochs * epoch, cell)
      await(s"$cell: ${cluster.removed.get - before} executors have ended")(cluster.removed.get - before == cell.seed)
      seconds
    } finally {
      engine.close()
      FaultyFileSystem.process = new FaultyProcess
      SmallDigits.delete(run)
    }
  }

  private def within[T](place: String)(use: Cluster => T): T = {
    val cluster = new Cluster(place)
    try use(cluster)
    finally cluster.close()
  }

  test("an executor killed while sums are joined, one that ends as a result is written, one that fails in a gradient") {
    within("executors") { cluster =>
      disturbed(Cell(Traps.Joining, "SIGKILL", 1), cluster)
      assert(cluster.repeatedStages.get > 0, "what was to be joined was lost, and is computed again")
      disturbed(Cell(Traps.ResultUpload, "exit 0", 1), cluster)
      disturbed(Cell(Traps.BeforeGradient, "exit 1", 1), cluster)
    }
  }

  test("72 runs: at each of 8 points by SIGKILL, exit 0 and exit 1, with one, two and three executors that end", Slow) {
    val cells = for (point <- points; death <- Traps.Deaths; seed <- 1 to 3) yield Cell(point, death, seed)
    val seconds = for {
      (place, mine) <- cells.groupBy(_.place).toSeq
      took <- within(place)(cluster => mine.map(cell => cell -> disturbed(cell, cluster)))
    } yield took
    for (point <- points) {
      val (runs, times) = seconds.filter(_._1.point == point).unzip
      info(f"$point: ${runs.size} runs, ${runs.map(_.seed).sum} executors ended, ${times.max}%.1f s at most")
    }
    val slow = seconds.count(_._2 > 60)
    info(s"${seconds.size} of ${cells.size} runs end with the undisturbed bits, $slow of them after more than 60 s")
    assert(seconds.size == 72)
  }
}
