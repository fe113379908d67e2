package treecast.scripts

import com.fasterxml.jackson.databind.ObjectMapper
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.RandomStream
import treecast.testing.{Slow, SmallDigits, Waiting}

import java.net.ServerSocket
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit
import scala.util.Using

/** A standalone cluster of this machine by `scripts/cluster`, and trainings on it. */
class ClusterScriptSpec extends AnyFunSuite with Waiting with BeforeAndAfterAll {
  private lazy val launcher = new Launcher
  private lazy val digits = SmallDigits.folder(200, 50)
  private lazy val port = Using.resource(new ServerSocket(0))(_.getLocalPort)
  private lazy val master = s"spark://127.0.0.1:$port"

  override def beforeAll(): Unit = {
    Files.copy(Path.of("scripts/cluster"), launcher.home.resolve("scripts/cluster"))
    ()
  }

  override def afterAll(): Unit =
    try cluster("stop")
    finally {
      launcher.close()
      SmallDigits.delete(digits)
    }

  private def cluster(arguments: String*): (Int, String) = {
    val builder = new ProcessBuilder((launcher.home.resolve("scripts/cluster").toString +: arguments): _*)
    builder.environment.remove("TREECAST_CLUSTER")
    ran(builder)
  }

  private def start(): Unit = {
    val (code, said) = cluster("start", "--workers", "2", "--memory", "1g", "--port", s"$port")
    assert(code == 0 && said.trim == s"$master with 2 workers of 1 cores and 1g", said)
  }

  private def train(to: Path, steps: Int, place: String): RunningLauncher =
    launcher.start(
      Map("SPARK_LOCAL_IP" -> "127.0.0.1"),
      Seq("train", "--data", digits.toString, "--master", place, "--executor-memory", "512m", "--no-report") ++
        Seq("--resume", "--quiet", "--set", "network.hidden=[12]", "--set", "batch=40", "--set", "shards=4") ++
        Seq("--set", s"steps=$steps", "--set", "checkpoint={every=20 steps,keep=2}", "--out", to.toString): _*
    )

  private def hashes(run: Path) = {
    val told = new ObjectMapper().readTree(run.resolve("summary.json").toFile)
    Seq("weightsSha256", "historySha256").map(told.get(_).asText) :+ Files.readString(run.resolve("metrics.jsonl"))
  }

  test("bad options and commands without a cluster are refused in a line, and change nothing") {
    val refused = Seq(
      Seq("start", "--workers", "0") -> "--workers: expected a number from 1 to 99, found '0'",
      Seq("start", "--cores", "1,2,3") -> "--cores: expected one number, or one for each of 2 workers, found '1,2,3'",
      Seq(
        "start",
        "--cores",
        "1,"
      ) -> "--cores: expected a number from 1 to 999, or one for each worker such as 1,2,3, found",
      Seq("start", "--memory", "1t") -> "--memory: expected a size such as 1500m or 2g, found '1t'",
      Seq("start", "--rate", "fast") -> "--rate: expected a number of Mbit/s, found 'fast'",
      Seq("kill", "1") -> "expected a cluster in",
      Seq("driver", "true") -> "expected a cluster in"
    )
    for ((arguments, words) <- refused) {
      val (code, said) = cluster(arguments: _*)
      assert(code == 1 && said.startsWith("cluster: ") && said.contains(words) && said.linesIterator.size == 1, said)
    }
    assert(cluster("help")._1 == 2 && cluster("stop") == (0, ""))
    assert(cluster("status")._1 == 3)
  }

  test("it starts, trains to the bits of this machine, loses a worker and gets it back, and ends") {
    val runs = Files.createTempDirectory("treecast-runs")
    try {
      start()
      assert(cluster("start", "--port", s"$port")._2.contains("expected no cluster in"))
      val Seq(there, here) = Seq(master -> "there", "local[1]" -> "here").map { case (place, name) =>
        val run = runs.resolve(name)
        val ended = train(run, 40, place).end()
        assert(ended.code == 0 && ended.err.isEmpty, ended.err)
        hashes(run)
      }
      assert(there == here)
      assert(cluster("kill", "2")._1 == 0 && cluster("status")._2.contains("with 1 of 2 workers"))
      assert(cluster("restart", "2")._1 == 0 && cluster("status")._2.contains("with 2 of 2 workers"))
      assert(cluster("kill", "3")._2.contains("expected a worker from 1 to 2, found '3'"))
      assert(cluster("stop")._1 == 0 && cluster("status")._1 == 3)
      assert(!Files.exists(launcher.home.resolve("target/cluster")))
    } finally SmallDigits.delete(runs)
  }

  test("a driver on it that is killed at ten random moments, and resumed, has the undisturbed bits", Slow) {
    val runs = Files.createTempDirectory("treecast-runs")
    try {
      val (calm, killed) = (runs.resolve("calm"), runs.resolve("killed"))
      assert(train(calm, 3000, "local[2]").end().code == 0)
      start()
      var kills = 0
      while (kills < 10 && !Files.exists(killed.resolve("summary.json"))) {
        val running = train(killed, 3000, master)
        running.process.waitFor(4000L + RandomStream.of(19, kills.toLong).below(0, 6000), TimeUnit.MILLISECONDS)
        running.process.descendants.forEach(below => { below.destroyForcibly(); () })
        kill(running.process)
        kills += 1
      }
      assert(kills >= 3, "it ended before it was disturbed")
      val ended = train(killed, 3000, master).end()
      assert(ended.code == 0, ended.err)
      info(s"$kills kills")
      assert(hashes(killed) == hashes(calm))
    } finally {
      cluster("stop")
      SmallDigits.delete(runs)
    }
  }
}
