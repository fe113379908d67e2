package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.RandomStream
import treecast.scripts.{Launcher, RunningLauncher}
import treecast.testing.{Slow, Waiting}

import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit

/** Trainings killed by the operating system, started again by the same command until they end. */
class KilledTrainingSpec extends AnyFunSuite with ResumedRuns with Waiting {
  private lazy val launcher = new Launcher

  override def afterAll(): Unit = {
    launcher.close()
    super.afterAll()
  }

  private val little = Seq("network.hidden=[12]", "batch=40", "shards=4", "seed=3", "validation=0.2", "rate=0.01")

  private def arguments(to: Path, settings: Seq[String]): Seq[String] =
    Seq("train", "--data", digits.toString, "--master", "local[2]", "--no-report", "--out", to.toString) ++
      sets(little ++ settings: _*)

  private def start(to: Path, settings: Seq[String]): RunningLauncher =
    launcher.start(Map(), arguments(to, settings) :+ "--resume": _*)

  private def published(run: Path): Int = checkpoints(run).lastOption.fold(0)(step)

  private val trained = Seq("metrics.jsonl", "model.safetensors")

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
      requireSameRun(killed, calm, trained)
      val again = start(killed, settings).end()
      assert(again.code == 0 && again.out.contains("this run is finished"), again.err + again.out)
      requireSameRun(killed, calm, trained)
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
          requireSameRun(killed, calm, Nil)
          for (member <- Seq("member-1", "member-2", "member-3"))
            requireSameRun(killed.resolve(member), calm.resolve(member), trained)
        } else requireSameRun(killed, calm, trained)
      }
    }
}
