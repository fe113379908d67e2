package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** `train` where the training diverges: what it says, and how it goes back and on. */
class DivergedCommandSpec extends AnyFunSuite with DigitRuns {

  /** A rate times a weight decay above 2 lets all weights grow: 30 diverges, and a sixteenth of it does not. */
  private val settings =
    Seq("network.hidden=[8]", "network.batchNorm=false", "network.weightDecay=30", "optimizer=sgd", "rate=1") ++
      Seq("schedule=constant", "batch=60", "shards=3", "steps=90", "seed=5", "checkpoint={every=2 steps,keep=100}")
  private val goingBack = settings :+ "onDivergence={back=1 epoch,rateFactor=0.0625}"

  private def trained(run: Path, settings: Seq[String], more: String*): Result =
    trainDigits(run, (sets(settings: _*) :+ "--no-report") ++ more: _*)

  private val clock = Set("trainSeconds", "examplesPerSecond", "partitions", "master")

  private def told(run: Path): Map[String, String] =
    summary(run).properties.asScala
      .map(field => field.getKey -> field.getValue.toString)
      .filterNot { case (key, _) => clock(key) }
      .toMap

  private def requireSame(run: Path, whole: Path): Unit = {
    assert(told(run) == told(whole))
    for (name <- Seq("metrics.jsonl", "plan.conf"))
      assert(Files.readString(run.resolve(name)) == Files.readString(whole.resolve(name)), name)
    assert(Files.mismatch(run.resolve("model.safetensors"), whole.resolve("model.safetensors")) == -1)
  }

  private def files(run: Path): Seq[Path] = run.resolve("checkpoints").toFile.listFiles.map(_.toPath).sorted.toSeq

  private def step(file: Path): Int = file.getFileName.toString.slice(5, 14).toInt

  test(
    "it ends with exit code 4 and one line: the step, the layer, the last good checkpoint and how to go on from it"
  ) {
    withRuns { runs =>
      val run = runs.resolve("stopped")
      val result = trained(run, settings)
      assert(result.code == 4 && result.complaints.size == 1, result.err)
      val told =
        s"treecast: diverged at step (\\d+): expected a finite loss, found \\w+; first not finite: the output of layer " +
          "4 \\(Affine: W2, b2\\), in \\d+ of 60 rows in single precision \\(a lower rate often helps\\); the last good " +
          "checkpoint is that of step (\\d+): --resume with --out (\\S+) and --set (\\S+) goes on from it at a lower rate\\s*"
      val found = told.r.findFirstMatchIn(result.err).getOrElse(fail(result.err))
      assert(found.group(0) == result.err && found.group(3) == run.toString)
      assert(!Files.exists(run.resolve("summary.json")))

      val good = found.group(2).toInt
      assert(good < found.group(1).toInt - 1 && files(run).exists(step(_) == good))
      val (setting, whole) = (found.group(4), runs.resolve("whole"))
      assert(setting == s"onDivergence.since=$good")
      val more = Seq(setting, "onDivergence.rateFactor=0.0625")
      val other = trained(run, settings ++ more :+ "seed=6", "--resume")
      assert(other.code == 2 && other.err.contains("seed is 5 there and 6 here"), other.err)
      val resumed = trained(run, settings ++ more, "--resume")
      assert(resumed.code == 0 && resumed.out.contains(s"goes on from the checkpoint of step $good ("), resumed.err)
      assert(trained(whole, settings ++ more).code == 0)
      requireSame(run, whole)
      // Where the disk was slow the checkpoint is an early one, and a state behind it is the one to go back to.
      val divergence = summary(run).get("divergences").get(0)
      val behind = (good + 1 to divergence.get("step").asInt - 1 - 5).filter(_ % 5 == 0)
      assert(divergence.get("backToStep").asInt == behind.lastOption.getOrElse(good), "an epoch has 5 steps")
    }
  }

  test("going back is told in a line, and stands in summary, metrics and report; the same bits on any master") {
    withRuns { runs =>
      val run = runs.resolve("run")
      val result = trainDigits(run, sets(goingBack: _*): _*)
      assert(result.code == 0 && result.err.isEmpty, result.err)
      val lines = result.out.linesIterator.filter(_.contains("goes back to step")).toSeq
      assert(lines.size == 1 && lines.head.startsWith("diverged at step "), result.out)
      val divergence = summary(run).get("divergences")
      assert(divergence.size == 1)
      val (at, back) = (divergence.get(0).get("step").asInt, divergence.get(0).get("backToStep").asInt)
      assert(back > 0 && at - 1 - back >= 5, "an epoch has 5 steps")
      assert(lines.head.contains(s"step $at: ") && lines.head.contains(s"back to step $back (epoch "))
      assert(lines.head.endsWith("on with 0.0625 times the rate (1 of 3)"))
      val all = metrics(run)
      val steps = all.filter(_.has("rate"))
      assert(steps.map(_.get("step").asInt) == (1 to 90))
      for (line <- steps) assert(line.get("rate").asDouble == (if (line.get("step").asInt <= back) 1 else 0.0625))
      val told = all.filter(_.has("divergedAtStep"))
      assert(told.size == 1 && told.head.get("step").asInt == back && told.head.get("divergedAtStep").asInt == at)
      assert(report(run).getDocumentElement.getTextContent.contains(lines.head))

      val other = runs.resolve("other")
      val arguments = Seq("train", "--data", digits.toString, "--master", "local[1]", "--partitions", "1", "--quiet")
      val quiet = this.run(arguments ++ Seq("--out", other.toString) ++ sets(goingBack: _*): _*)
      assert(quiet.code == 0 && quiet.out.linesIterator.size == 1, quiet.out)
      requireSame(other, run)
    }
  }

  test("killed after going back, at any moment, and resumed: the files of the undisturbed run") {
    withRuns { runs =>
      val whole = runs.resolve("whole")
      assert(trained(whole, goingBack).code == 0)
      val back = summary(whole).get("divergences").get(0).get("backToStep").asInt
      assert(files(whole).map(step).contains(back), "the state that it went back to is a checkpoint at once")
      for (last <- Seq(back - 1, back, back + 3, 70)) {
        val run = runs.resolve(s"until-$last")
        Files.createDirectories(run.resolve("checkpoints"))
        for (name <- Seq("plan.conf", "metrics.jsonl")) Files.copy(whole.resolve(name), run.resolve(name))
        for (file <- files(whole) if step(file) <= last)
          Files.copy(file, run.resolve("checkpoints").resolve(file.getFileName))
        val result = trained(run, goingBack, "--resume")
        assert(result.code == 0 && result.err.isEmpty, result.err)
        assert(result.out.contains("goes back to step") == last < back, result.out)
        requireSame(run, whole)
      }
    }
  }

  test("times exhausted: exit code 4, and more times go on where it ended") {
    withRuns { runs =>
      val (run, whole) = (runs.resolve("run"), runs.resolve("whole"))
      def times(n: Int) = settings :+ s"onDivergence={rateFactor=0.25,times=$n}"
      val result = trained(run, times(1))
      assert(result.code == 4 && result.complaints.size == 1, result.err)
      assert(result.err.contains("it has gone back 1 times") && result.err.contains("onDivergence.times=2"), result.err)
      assert(result.out.linesIterator.count(_.contains("goes back to step")) == 1)
      val resumed = trained(run, times(2), "--resume")
      assert(resumed.code == 0 && resumed.err.isEmpty, resumed.err)
      assert(trained(whole, times(2)).code == 0)
      requireSame(run, whole)
      val other = trained(run, times(3), "--resume")
      assert(other.code == 2 && other.err.contains("onDivergence.times is 2 there and 3 here"), other.err)
    }
  }

  test("members of an ensemble go back each by itself, side by side and in turn") {
    withRuns { runs =>
      val members = goingBack :+ "ensemble.members=2"
      val results = for (way <- Seq(Nil, Seq("--in-turn"))) yield {
        val run = runs.resolve(s"ensemble${way.mkString}")
        val result = trained(run, members, way: _*)
        assert(result.code == 0 && result.err.isEmpty, result.err)
        assert(result.out.linesIterator.count(_.contains("goes back to step")) == 2, result.out)
        (1 to 2).map(i => told(run.resolve(s"member-$i"))("divergences")) :+ told(run)("weightsSha256")
      }
      assert(results.head == results(1) && results.head.forall(_ != "[]"))
      val stopped = trained(runs.resolve("stopped"), settings :+ "ensemble.members=2")
      assert(stopped.code == 4 && stopped.complaints.size == 1, stopped.err)
      assert(
        stopped.err.matches("(?s)treecast: member 1 of 2 diverged at step .* the last good checkpoint is .*"),
        stopped.err
      )
    }
  }
}
