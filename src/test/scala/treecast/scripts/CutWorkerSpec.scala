package treecast.scripts

import com.fasterxml.jackson.databind.ObjectMapper
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}
import treecast.testing.{Slow, SmallDigits, StandaloneCluster, Waiting}

import java.nio.file.{Files, Path}
import scala.util.Try

/** Workers that are cut off from the network in the middle of a step: the run says what it waits for, and goes on. */
class CutWorkerSpec extends AnyFunSuite with Waiting with BeforeAndAfterAll {
  private lazy val launcher = new Launcher
  private lazy val digits = SmallDigits.folder(200, 50)
  private lazy val runs = Files.createTempDirectory("treecast-runs")
  private val steps = 2000

  override def afterAll(): Unit = {
    launcher.close()
    Seq(digits, runs).foreach(SmallDigits.delete)
  }

  private def arguments(master: String, to: Path): Seq[String] =
    Seq("train", "--data", s"$digits", "--master", master, "--no-report", "--quiet", "--out", s"$to") ++
      Seq("network.hidden=[12]", "batch=40", "shards=8", s"steps=$steps", "checkpoint={every=10 steps,keep=2}")
        .flatMap(Seq("--set", _))

  private def onCluster(cluster: StandaloneCluster, to: Path): RunningLauncher = {
    val command = Seq("driver", s"${launcher.home}/scripts/treecast") ++ arguments(cluster.master, to)
    val builder = cluster.process(command ++ Seq("--executor-memory", "512m"): _*)
    builder.environment.put("TREECAST_ARCHIVE", "off")
    val Seq(out, err) = Seq("out", "err").map(runs.resolve(_))
    new RunningLauncher(builder.redirectOutput(out.toFile).redirectError(err.toFile).start(), out, err)
  }

  /** The step of the newest checkpoint. */
  private def step(run: Path): Int = {
    val names = Option(run.resolve("checkpoints").toFile.list).toSeq.flatten.filter(_.endsWith(".sha256"))
    names.map(_.filter(_.isDigit).take(9).toInt).maxOption.getOrElse(0)
  }

  private def results(run: Path): Seq[String] = {
    val told = new ObjectMapper().readTree(run.resolve("summary.json").toFile)
    Seq("weightsSha256", "historySha256").map(told.get(_).asText) :+ Files.readString(run.resolve("metrics.jsonl"))
  }

  private def canIsolate: Boolean =
    Try(ran(new ProcessBuilder("bash", "-c", "[[ $(id -u) == 0 ]] && ip netns list && tc qdisc"))._1 == 0)
      .getOrElse(false)

  /** Seconds from a moment until something holds, which it does within a limit. */
  private def seconds(since: Long, limit: Int, what: => String)(condition: => Boolean): Double = {
    eventually(timeout(Span(limit.toLong, Seconds)))(assert(condition, what))
    (System.nanoTime - since) / 1e9
  }

  test("three workers, cut off one after another: told within 15 seconds, gone on within 30, the same bits", Slow) {
    if (!canIsolate) cancel("network namespaces need root and iproute2")
    val (calm, cut) = (runs.resolve("calm"), runs.resolve("cut"))
    assert(launcher.run(Map(), arguments("local[2]", calm): _*).code == 0)
    val cluster = new StandaloneCluster("--workers", "4", "--memory", "1g", "--rate", "1000")
    try {
      val run = onCluster(cluster, cut)
      try {
        for (worker <- Seq(1, 4, 2)) {
          val reached = step(cut)
          await(s"200 steps more than $reached: ${run.said}")(step(cut) >= reached + 200)
          def isTold = run.said.contains(s" on 10.78.0.${worker + 1}, which has not been heard of for ")
          assert(!isTold)
          val since = System.nanoTime
          cluster.command("cut", s"$worker")
          val told = seconds(since, 15, run.said)(isTold)
          val stopped = step(cut)
          val gone = seconds(since, 30, s"behind step $stopped: ${run.said}")(step(cut) >= stopped + 20)
          info(f"worker $worker: told after $told%.1f s, gone on after $gone%.1f s")
          cluster.command("mend", s"$worker")
        }
        val ended = run.end()
        assert(ended.code == 0, ended.err)
        info(s"${ended.err.linesIterator.size} lines on standard error:\n${ended.err}")
      } finally run.process.destroyForcibly()
      assert(results(cut) == results(calm))
    } finally cluster.close()
  }
}
