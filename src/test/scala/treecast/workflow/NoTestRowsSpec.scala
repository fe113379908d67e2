package treecast.workflow

import org.apache.spark.SparkContext
import treecast.app.{Formats, ResumedRuns}
import treecast.config.{PlanSettings, SweepSettings}
import treecast.config.PlanFormat
import treecast.data._
import treecast.report.Pages
import treecast.testing.DefaultStorage.storage
import treecast.testing.SparkContexts
import treecast.source.IdxFolder
import org.scalatest.funsuite.AnyFunSuite

import java.net.URI
import java.nio.file.{Files, Path}
import java.time.Instant
import java.util.{List => JavaList, Optional}
import java.util.function.Consumer
import scala.jdk.CollectionConverters._

/** Data without test rows: whatever would be said of them is left out. */
class NoTestRowsSpec extends AnyFunSuite with ResumedRuns with Formats {
  private lazy val data = TrainingRowsAlone(IdxFolder.of(storage, digits.toString, 10)).examine()
  private lazy val spark = SparkContexts.start("local[2]")

  override def afterAll(): Unit = {
    spark.stop()
    super.afterAll()
  }

  private val provider = new SparkProvider {
    override def runsHere: Boolean = true
    override def rowTasks(name: String): TaskRunner = TaskRunner.onThreads
    override def start(name: String) = CommandSpark.of(spark, false)
    override def startShared(name: String) = CommandSpark.of(spark, false)
    override def partitions(spark: SparkContext, shards: Int): Int = math.min(2, shards)
    override def tasks(trainings: Int): Int = trainings
    override def validate(max: Int, what: String): Unit = ()
  }

  private val few = Seq("network.hidden=[8]", "batch=32", "epochs=3", "shards=2")

  private def runOf(more: String*): TrainingRun = {
    val config = plan(None, few ++ more: _*)
    val settings = PlanSettings.of(config)
    TrainingRun.of(storage, config, settings, InitialWeights.of(storage, settings.start), data)
  }

  /** Trains into a directory; gives what was printed. */
  private def trained(to: Path, run: TrainingRun, resumes: Boolean = false): String = {
    val output =
      new TrainingRun.Output(
        Optional.of(to.toString),
        resumes,
        Progress.Verbosity.NORMAL,
        false,
        false,
        true,
        new Interruption
      )
    val printed = new java.io.ByteArrayOutputStream
    val before = System.out
    System.setOut(new java.io.PrintStream(printed, true))
    try run.run(provider, output, Instant.now)
    finally System.setOut(before)
    printed.toString
  }

  private def requireNoTest(run: Path): Unit = {
    assert(!summary(run).fieldNames.asScala.exists(_.toLowerCase.contains("test")))
    assert(!metrics(run).exists(_.fieldNames.asScala.exists(_.startsWith("test"))))
    val page = report(run)
    assert(Pages.facts(page)("Test rows") == "none")
    val text = page.getDocumentElement.getTextContent
    assert(!text.contains("NaN") && !text.contains("Test rows by class") && text.contains("There are no test rows."))
  }

  test("a training tells the accuracy of its training or validation rows, and gives the bits of one with test rows") {
    withRuns { runs =>
      val alone = trained(runs.resolve("alone"), runOf())
      assert(alone.linesIterator.toSeq.last.startsWith("training accuracy 0.") && !alone.contains("test accuracy"))
      requireNoTest(runs.resolve("alone"))
      val validated = trained(runs.resolve("validated"), runOf("validation=0.2"))
      assert(validated.linesIterator.toSeq.last.startsWith("validation accuracy 0."))
      requireNoTest(runs.resolve("validated"))
      assert(trainDigits(runs.resolve("tested"), sets(few: _*) :+ "--no-report": _*).code == 0)
      val Seq(one, other) = Seq("alone", "tested").map(name => summary(runs.resolve(name)))
      assert(one.get("weightsSha256") == other.get("weightsSha256"))
      assert(one.get("trainAccuracy") == other.get("trainAccuracy"))
      assert(one.get("historySha256") != other.get("historySha256"))
    }
  }

  test("an interrupted training goes on from its checkpoint to the same bits") {
    withRuns { runs =>
      val often = runOf("checkpoint={every=7 steps,keep=100}")
      val whole = runs.resolve("whole")
      trained(whole, often)
      val part = interruptedCopy(whole, runs.resolve("part"), 21)
      val last = step(checkpoints(part).last)
      val said = trained(part, often, resumes = true)
      assert(said.contains(s"goes on from the checkpoint of step $last ("), said)
      assert(summary(part).get("steps").asInt == 29 && step(checkpoints(part).last) == 29, "it has taken steps")
      requireSameRun(part, whole)
      requireNoTest(part)
    }
  }

  test("an ensemble is averaged on its training rows") {
    withRuns { runs =>
      val said = trained(runs.resolve("two"), runOf("ensemble.members=2", "epochs=1"))
      assert(said.linesIterator.toSeq.last.startsWith("training accuracy 0."), said)
      requireNoTest(runs.resolve("two"))
    }
  }

  test("a sweep needs none, packed or distributed") {
    withRuns { runs =>
      val format = PlanFormat.newest
      for (mode <- Seq("packed", "distributed")) {
        val settings = few ++ Seq("data.trainRows=all", "trials=2", s"mode=$mode")
        val wanted = layers(None, settings: _*).over(SweepSettings.on(format.sweep, false), format)
        val sweepSettings = SweepSettings.of(wanted)
        val initial = InitialWeights.of(storage, sweepSettings.plan.start)
        val sweep = SweepRun.of(storage, runs.resolve(mode).toString, wanted, sweepSettings, "", initial, data)
        assert(sweep.run(provider, new SweepHistory.Accepted(false, false), true))
        assert(Files.readAllLines(runs.resolve(mode).resolve("trials.csv")).size == 3)
      }
    }
  }
}

/** Training rows alone; whoever asks for others fails. */
case class TrainingRowsAlone(source: DataSource) extends DataSource {
  override def name: String = source.name
  override def location: String = source.location
  override def examine(): DataSet = {
    val data = source.examine()
    new DataSet(TrainingRowsAlone(data.source), data.trainRows, 0, data.shape, data.labels)
  }
  override def shards(split: Split, assignment: ShardAssignment, wanted: JavaList[Integer]): JavaList[Shard] =
    source.shards(training(split), assignment, wanted)
  override def pieces(split: Split, each: Consumer[Shard]): Unit = source.pieces(training(split), each)
  override def localFiles(split: Split): java.util.Map[String, String] = source.localFiles(training(split))
  override def movedTo(elsewhere: URI): DataSource = TrainingRowsAlone(source.movedTo(elsewhere))

  private def training(split: Split): Split =
    if (split == Split.TRAIN) split else throw new DataException("there are no test files")
}
