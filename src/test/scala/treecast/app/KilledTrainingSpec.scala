package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.RandomStream
import treecast.scripts.{Launcher, RunningLauncher}
import treecast.testing.{Slow, Waiting}

import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit

/** Trainings killed by the operating system, started again by the same command until they end. */
class KilledTrainingSpec extends AnyFunSuite with DigitRuns with Waiting {
  private lazy val launcher = new Launcher

  override def afterAll(): Unit = {
    launcher.close()
    super.afterAll()
  }

  private val little = Seq("network.hidden=[12]", "batch=40", "shards=4", "seed=3", "validation=0.2", "rate=0.01")

  private def arguments(to: Path, settings: Seq[String]): Seq[String] =
    Seq("train", "--data", digits.toString, "--master", "local[2]", "--no-report", "--out", to.toString) ++
      (little ++ settings).flatMap(Seq("--set", _))

  private def start(to: Path, settings: Seq[String]): RunningLauncher =
    launcher.start(Map(), arguments(to, settings) :+ "--resume": _*)

  private def published(run: Path): Int =
    Option(run.resolve("checkpoints").toFile.list).toSeq.flatten
      .filter(_.endsWith(".sha256"))
      .map(_.filter(_.isDigit).dropRight(3).toInt)
      .maxOption
      .getOrElse(0)

  private def requireSame(run: Path, calm: Path): Unit = {
    for (key <- Seq("weightsSha256", "historySha256", "steps", "testAccuracy", "validationAccuracy", "weightsStep"))
      assert(summary(run).get(key) == summary(calm).get(key), key)
    assert(Files.readString(run.resolve("metrics.jsonl")) == Files.readString(calm.resolve("metrics.jsonl")))
  }

  test("killed twice, and resumed until it ends, a training has the bits of one that was left alone", Slow) {
    withRuns { runs =>
      val settings = Seq("steps=1200", "checkpoint={every=100 steps,keep=2}", "earlyStopping.patience=1000")
      val (calm, killed) = (runs.resolve("calm"), runs.resolve("killed"))
      assert(run(arguments(calm, settings): _*).code == 0)
      var at = 0
      for (_ <- 1 to 2) {
        val running = start(killed, settings)
        await(s"a checkpoint behind step $at: ${running.said}")(published(killed) > at)
        kill(running.process)
        assert(!Files.exists(killed.resolve("summary.json")), "it ended before it was killed")
        at = published(killed)
      }
      val ended = start(killed, settings).end()
      assert(ended.code == 0 && ended.out.contains("goes on from the checkpoint of step "), ended.err + ended.out)
      requireSame(killed, calm)
      val again = start(killed, settings).end()
      assert(again.code == 0 && again.out.contains("this run is finished"), again.err + again.out)
      requireSame(killed, calm)
    }
  }

  /** What is trained, and how often it is killed. */
  private val kinds = Seq(
    "early stopping" -> (Seq("steps=2000", "earlyStopping.patience=5000"), 10),
    "single precision" -> (Seq("steps=2000", "precision=single"), 7),
    "convolution" -> (Seq("network.kind=conv", "network.conv={filters=4,window=7,stride=2}", "steps=600"), 6),
    "an ensemble" -> (Seq("steps=1000", "ensemble.members=3"), 7)
  )

  for ((kind, (settings, times)) <- kinds)
    test(s"killed at $times random moments it has them as well: $kind", Slow) {
      withRuns { runs =>
        val often = settings :+ "checkpoint={every=0.1 seconds,keep=3}"
        val (calm, killed) = (runs.resolve("calm"), runs.resolve("killed"))
        assert(run(arguments(calm, often): _*).code == 0)
        var kills = 0
        while (kills < times && !Files.exists(killed.resolve("summary.json"))) {
          val running = start(killed, often)
          val patience = 2000L + RandomStream.of(22, kills.toLong).below(0, 6000)
          running.process.waitFor(patience, TimeUnit.MILLISECONDS)
          kill(running.process)
          kills += 1
        }
        assert(kills >= 3, "it ended before it was disturbed")
        val ended = start(killed, often).end()
        assert(ended.code == 0, ended.err)
        info(s"$kills kills")
        if (kind == "an ensemble") {
          for (key <- Seq("weightsSha256", "historySha256", "testAccuracy", "validationAccuracy"))
            assert(summary(killed).get(key) == summary(calm).get(key), key)
          for (member <- 1 to 3) requireSame(killed.resolve(s"member-$member"), calm.resolve(s"member-$member"))
        } else requireSame(killed, calm)
      }
    }
}
