package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles
import treecast.linalg.RandomStream
import treecast.testing.{Slow, Waiting}

import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit
import scala.jdk.CollectionConverters._

/** Drivers killed by the operating system, with all that they had begun. */
class KilledSweepSpec extends AnyFunSuite with Sweeps with Waiting {

  /** Seconds that no sweep of these needs. */
  private val most = 600L

  private val settings =
    Seq("trials=30", "epochs=40", "network.hidden=[100,100]", "sampler={name=narrowing,size=10}")

  private def command(to: Path, more: Seq[String]): Seq[String] = {
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString
    val options =
      Seq(s"@${Path.of("conf", "jvm.options").toAbsolutePath}", "-cp", System.getProperty("java.class.path"))
    val all = sets(little ++ settings ++ more: _*)
    val arguments = Seq("sweep", "--data", digits.toString, "--master", "local-cluster[2,1,1024]", "--out", to.toString)
    val classes = Seq("treecast.classes", "treecast.test.classes").map(System.getProperty(_)).mkString(":")
    Seq(java) ++ options ++ Seq(
      s"-Dspark.executor.extraClassPath=$classes",
      "-Dspark.ui.enabled=false",
      // Trials that last longer than executors live: by default four losses of one end a command.
      "-Dspark.task.maxFailures=40",
      "treecast.app.Main"
    ) ++
      arguments ++ all
  }

  private def start(to: Path, more: String*): Process =
    new ProcessBuilder(command(to, more).asJava)
      .redirectErrorStream(true)
      .redirectOutput(to.resolveSibling("log").toFile)
      .start()

  /** The records that are whole, and when each was written. */
  private def whole(sweep: Path): Map[String, Long] =
    if (!Files.exists(sweep.resolve("ledger"))) Map.empty
    else
      records(sweep)
        .filter(file => Files.readString(file).endsWith("}"))
        .map(file => file.toString -> Files.getLastModifiedTime(file).toMillis)
        .toMap

  test("killed at 20 random moments, a sweep has every trial once, and the bits of one that was not", Slow) {
    IdxFiles.withEmptyFolder { runs =>
      val calm = runs.resolve("calm")
      assert(exitCode(start(calm), most) == 0)
      val killed = runs.resolve("killed")
      var kills = 0
      var written = Map.empty[String, Long]
      while (kills < 20) {
        val process = start(killed)
        val patience = 14000 + RandomStream.of(20, kills.toLong).below(0, 16000)
        val ended = process.waitFor(patience.toLong, TimeUnit.MILLISECONDS)
        process.descendants.forEach(p => p.destroyForcibly())
        kill(process)
        val now = whole(killed)
        for ((file, time) <- written) assert(now.get(file).contains(time), s"$file was written again")
        written = now
        kills += 1
        if (ended) kills = 20
      }
      assert(exitCode(start(killed), most) == 0)
      assert(recorded(killed) == recorded(calm))
      assert(trials(killed) == trials(calm))
    }
  }

  test("with executors killed at random moments it has every trial once, and the bits of one left alone", Slow) {
    IdxFiles.withEmptyFolder { runs =>
      val (calm, killed) = (runs.resolve("calm"), runs.resolve("killed"))
      val longer = Seq("epochs=400", "score=f1Macro")
      assert(exitCode(start(calm, longer: _*), most) == 0)
      val process = start(killed, longer: _*)
      var kills = 0
      def random(most: Int) = RandomStream.of(21, kills.toLong).below(0, most)
      val end = System.nanoTime + TimeUnit.SECONDS.toNanos(most)
      while (System.nanoTime < end && !process.waitFor(4000L + random(3000), TimeUnit.MILLISECONDS)) {
        // Under local-cluster the driver's children are the executors.
        val executors = process.children.iterator.asScala.toSeq.sortBy(_.pid)
        if (executors.nonEmpty && kills < 12) {
          executors(random(executors.size)).destroyForcibly()
          kills += 1
        }
      }
      assert(exitCode(process, 1) == 0, Files.readString(runs.resolve("log")).takeRight(2000))
      assert(kills >= 4, "it ended before it was disturbed")
      assert(numbers(killed).sorted == (1 to 30))
      assert(recorded(killed) == recorded(calm))
      assert(trials(killed) == trials(calm))
    }
  }

  test("of two drivers at once one refuses, and the other is not disturbed", Slow) {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("both")
      val one = start(to)
      val lease = to.resolve("ledger").resolve("lease")
      await("it has the ledger, and says so")(Files.exists(lease) && Files.readString(lease).contains("beat 1"))
      val other = sweep(to, settings: _*)
      assert(other.code == 1 && other.complaints.size == 1 && other.err.contains("alive"), other.err)
      assert(exitCode(one, most) == 0)
      assert(numbers(to).sorted == (1 to 30))
    }
  }
}
