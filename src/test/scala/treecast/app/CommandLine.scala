package treecast.app

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.apache.hadoop.conf.{Configuration => HadoopConfiguration}
import org.apache.hadoop.fs.FileSystem
import org.apache.spark.scheduler.{SparkListener, SparkListenerApplicationStart}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles
import treecast.testing.SmallDigits

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.concurrent.atomic.AtomicInteger
import scala.jdk.CollectionConverters._

/** Command lines run in this JVM, with two small data sets to run them on. */
trait CommandLine extends BeforeAndAfterAll { this: AnyFunSuite =>

  /** Nonsense of 4 x 3 pixels. */
  protected lazy val folder: Path = Files.createTempDirectory("treecast-command-line")

  /** Digits. */
  protected lazy val digits: Path = SmallDigits.folder(trainRows = 300, testRows = 100)

  private val settings = Map(
    "spark.extraListeners" -> classOf[CountingStarts].getName,
    "spark.ui.enabled" -> "false",
    "spark.log.level" -> "ERROR"
  )

  override def beforeAll(): Unit = {
    for ((name, bytes) <- IdxFiles.good(train = 40, test = 20)) Files.write(folder.resolve(name), bytes)
    settings.foreach { case (key, value) => System.setProperty(key, value) }
    // Whatever Hadoop and its logger have to say for the first time is said here.
    FileSystem.getLocal(new HadoopConfiguration())
  }

  override def afterAll(): Unit = {
    settings.keys.foreach(System.clearProperty)
    SmallDigits.delete(digits)
    SmallDigits.delete(folder)
  }

  protected def run(arguments: String*): Result = {
    val (out, err) = (System.out, System.err)
    val (printed, complained) = (new ByteArrayOutputStream, new ByteArrayOutputStream)
    System.setOut(new PrintStream(printed, true, UTF_8))
    System.setErr(new PrintStream(complained, true, UTF_8))
    try Result(Main.run(arguments: _*), printed.toString(UTF_8), complained.toString(UTF_8))
    finally {
      System.setOut(out)
      System.setErr(err)
    }
  }

  /** A command line that ended well and complained of nothing. */
  protected def succeeded(result: Result): Result = {
    assert(result.code == 0 && result.err.isEmpty, result)
    result
  }

  /** What a command line prints that ends well and complains of nothing. */
  protected def succeeds(arguments: String*): String = succeeded(run(arguments: _*)).out

  /** Options that set keys of a plan. */
  protected def sets(assignments: String*): Seq[String] = assignments.flatMap(Seq("--set", _))

  /** Everything below a path, by name and size. */
  protected def listing(path: Path): Set[(String, Long)] =
    if (!Files.exists(path)) Set.empty
    else {
      val entries = Files.walk(path)
      try entries.iterator.asScala.map(file => (file.toString, Files.size(file))).toSet
      finally entries.close()
    }

  /** Ends with a code and one line that says all these words; writes nothing and leaves Spark alone. */
  protected def refuses(code: Int, arguments: Seq[String], words: Seq[String]): Unit = {
    val starts = CountingStarts.count.get
    val runs = listing(Path.of("runs"))
    val before = listing(folder)
    val result = run(arguments: _*)
    val told = s"${arguments.mkString(" ")}\n${result.err}\n${result.out.take(500)}"
    assert(result.code == code, told)
    assert(result.complaints.size == 1, told)
    assert(result.err.startsWith("treecast: ") && !result.err.startsWith("treecast: failed"), told)
    for (word <- words) assert(result.err.contains(word), told)
    assert(listing(Path.of("runs")) == runs, told)
    assert(listing(folder) == before, told)
    assert(CountingStarts.count.get == starts, told)
  }

  /** What a run's summary says. */
  protected def summary(run: Path): JsonNode =
    new ObjectMapper().readTree(Files.readString(run.resolve("summary.json")))

  /** The lines of a run's metrics. */
  protected def metrics(run: Path): Seq[JsonNode] =
    Files.readAllLines(run.resolve("metrics.jsonl")).asScala.map(new ObjectMapper().readTree(_)).toSeq

  protected def out: String = folder.resolve("out").toString

  protected def train(arguments: String*): Seq[String] =
    Seq("train", "--data", folder.toString, "--master", "local[1]", "--out", out) ++ arguments

  /** A small plan that the small folder is enough for. */
  protected val small: Seq[String] = sets("shards=2", "batch=8", "steps=2", "network.hidden=[4]")
}

/** How a command line ended, and what it printed. */
case class Result(code: Int, out: String, err: String) {
  def complaints: Seq[String] = err.linesIterator.toSeq
}

/** Hears of every start of Spark: named in a system property, it is made by each context. */
class CountingStarts extends SparkListener {
  override def onApplicationStart(start: SparkListenerApplicationStart): Unit = CountingStarts.count.incrementAndGet()
}

object CountingStarts {
  val count = new AtomicInteger
}
