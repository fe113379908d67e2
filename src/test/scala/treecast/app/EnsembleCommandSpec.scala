package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles
import treecast.report.Pages

import java.nio.file.{Files, Path}

/** Trainings that are watched, and ensembles, from the command line. */
class EnsembleCommandSpec extends AnyFunSuite with DigitRuns {
  private val watched =
    sets("network.hidden=[16]", "batch=60", "shards=4", "epochs=5", "seed=5", "rate=0.01", "validation=0.2")

  private val keys = Seq("weightsSha256", "historySha256", "testAccuracy", "trainAccuracy", "validationAccuracy")

  private val three =
    watched ++ sets("ensemble.members=3", "ensemble.average=scores", "schedule=cosine")

  test("--verbose prints a line for every step, --quiet one for all; where there is validation, it is told") {
    IdxFiles.withEmptyFolder { runs =>
      val verbose = trainDigits(runs.resolve("verbose"), watched :+ "--verbose": _*)
      assert(verbose.code == 0, verbose.err)
      val steps = verbose.out.linesIterator.filter(_.startsWith("step ")).toSeq
      val told = metrics(runs.resolve("verbose"))
      assert(steps.size == 20 && steps.size == summary(runs.resolve("verbose")).get("steps").asInt)
      for ((line, metric) <- steps.zip(told.filter(_.has("loss")))) {
        val Array("step", step, "rate", rate, "loss", loss) = line.split(" +")
        assert(step.toInt == metric.get("step").asInt)
        assert(math.abs(rate.toDouble - metric.get("rate").asDouble) < 1e-8)
        assert(math.abs(loss.toDouble - metric.get("loss").asDouble) < 1e-6)
      }
      assert(verbose.out.linesIterator.count(_.contains("validation accuracy 0.")) == 5)
      assert(told.count(_.has("validationAccuracy")) == 5)
      val quiet = trainDigits(runs.resolve("quiet"), watched :+ "--quiet": _*)
      assert(quiet.out.linesIterator.size == 1)
      for (key <- keys) assert(summary(runs.resolve("quiet")).get(key) == summary(runs.resolve("verbose")).get(key))
    }
  }

  test("early stopping says where it stopped and what it went back to, and that model is the one left") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("run")
      val stopped =
        trainDigits(to, watched ++ Seq("--set", "epochs=60", "--set", "earlyStopping.patience=2", "--quiet"): _*)
      assert(stopped.code == 0, stopped.err)
      val told = summary(to)
      assert(told.get("stoppedEarly").asBoolean && told.get("steps").asInt == told.get("weightsStep").asInt + 8)
      val epoch = told.get("weightsEpoch").asDouble
      assert(stopped.out.contains(f"stopped early, with the weights of epoch $epoch%.2f"), stopped.out)
      val best = metrics(to).find(m => m.has("testAccuracy") && m.get("step") == told.get("weightsStep")).get
      for (key <- Seq("testAccuracy", "trainAccuracy", "validationAccuracy")) assert(best.get(key) == told.get(key))
      val evaluated = run("evaluate", to.toString, "--data", digits.toString, "--master", "local[1]")
      assert(evaluated.out.contains(f"test accuracy ${told.get("testAccuracy").asDouble}%.4f"), evaluated.out)
    }
  }

  test("an ensemble leaves a run of each member and their average, side by side or in turn, with the same bits") {
    IdxFiles.withEmptyFolder { runs =>
      val (packed, inTurn) = (runs.resolve("packed"), runs.resolve("in-turn"))
      val result = trainDigits(packed, three: _*)
      val lines = result.out.linesIterator.filterNot(_.startsWith("note: "))
      assert(result.code == 0 && lines.size == 3, result.out + result.err)
      assert(trainDigits(inTurn, three ++ Seq("--in-turn", "--partitions", "3", "--quiet"): _*).code == 0)
      for (key <- keys) assert(summary(packed).get(key) == summary(inTurn).get(key), key)
      val members = (1 to 3).map(i => packed.resolve(s"member-$i"))
      val others = Set("plan.conf", "metrics.jsonl", "summary.json")
      val files = others ++ Set("ensemble.json", "report.html", "member-1", "member-2", "member-3")
      assert(packed.toFile.list.toSet == files)
      for ((member, i) <- members.zipWithIndex) {
        assert(member.toFile.list.toSet == others ++ Set("model.safetensors", "checkpoints"))
        val accuracy = summary(member).get("testAccuracy")
        assert(summary(packed).get(s"member${i + 1}TestAccuracy") == accuracy)
        assert(metrics(packed)(i).get("testAccuracy") == accuracy && metrics(member).count(_.has("loss")) == 20)
        val same = inTurn.resolve(s"member-${i + 1}")
        for (file <- Seq("model.safetensors", "metrics.jsonl", "plan.conf"))
          assert(Files.mismatch(member.resolve(file), same.resolve(file)) == -1, s"$member $file")
      }
      assert(members.map(summary(_).get("weightsSha256")).distinct.size == 3)
      assert(metrics(packed).last.get("testAccuracy") == summary(packed).get("testAccuracy"))
      evaluates(packed)
      reports(packed)
      repeats(runs, members(1))
    }
  }

  /** What `evaluate` finds on an ensemble, and on its file. */
  private def evaluates(ensemble: Path): Unit =
    for (path <- Seq(ensemble, ensemble.resolve("ensemble.json"))) {
      val evaluated = run("evaluate", path.toString, "--data", digits.toString, "--master", "local[1]")
      val expected = f"test accuracy ${summary(ensemble).get("testAccuracy").asDouble}%.4f"
      assert(evaluated.code == 0 && evaluated.out.contains(expected), evaluated.out + evaluated.err)
    }

  /** The ensemble's rows and those of its members, one by one. */
  private def reports(ensemble: Path): Unit = {
    val page = report(ensemble)
    val table = Pages.table(page, "The ensemble and its members")
    val runs = ensemble +: (1 to 3).map(i => ensemble.resolve(s"member-$i"))
    assert(table.tail.map(_.last) == runs.map(run => f"${summary(run).get("testAccuracy").asDouble}%.4f"))
    assert(table.tail.map(_.head) == Seq("ensemble", "member 1", "member 2", "member 3"))
    val right = Pages.ofClass(page, "right").map(_.getTextContent.toInt).sum
    assert(right / 100.0 == summary(ensemble).get("testAccuracy").asDouble)
    assert(Pages.all(page, "picture").size == 3)
  }

  /** A member's plan by itself gives the member. */
  private def repeats(runs: Path, member: Path): Unit = {
    val alone = runs.resolve("alone")
    val config = Seq("--config", member.resolve("plan.conf").toString)
    assert(run(Seq("train", "--out", alone.toString, "--master", "local[1]") ++ config: _*).code == 0)
    for (key <- keys) assert(summary(alone).get(key) == summary(member).get(key), key)
    for (file <- Seq("model.safetensors", "metrics.jsonl"))
      assert(Files.mismatch(alone.resolve(file), member.resolve(file)) == -1, file)
  }

  for (more <- Seq(Nil, Seq("--in-turn")))
    test(s"a member that diverges ends the ensemble with code 4 and one line ${more.mkString}") {
      IdxFiles.withEmptyFolder { runs =>
        val wild = sets("optimizer=sgd", "rate=1e300", "network.batchNorm=false")
        val result = trainDigits(runs.resolve("run"), three ++ wild ++ more: _*)
        assert(result.code == 4 && result.complaints.size == 1, result.err)
        assert(result.err.startsWith("treecast: member 1 of 3 diverged at step "), result.err)
        assert(runs.resolve("run").toFile.list.toSet == Set("plan.conf", "metrics.jsonl"))
      }
    }

  test("damaged ensembles are refused before Spark starts") {
    IdxFiles.withEmptyFolder { runs =>
      assert(trainDigits(runs.resolve("run"), three ++ Seq("--set", "steps=1"): _*).code == 0)
      val file = runs.resolve("run").resolve("ensemble.json")
      val good = Files.readString(file)
      val evaluate = Seq("evaluate", runs.resolve("run").toString, "--data", digits.toString)
      for (
        bad <- Seq(
          "",
          "[]",
          "{}",
          good.take(40),
          good.replace("scores", "means"),
          good.replace("treecast-", "other-")
        ) ++
          Seq(good.replace("member-2/", "../"), good.replace("member-2/", "/"), good.replace("\"member-", "5, \"/"))
      ) {
        Files.writeString(file, bad)
        refuses(3, evaluate, Seq(file.toString, "expected", "found"))
      }
      Files.writeString(file, good)
      Files.delete(runs.resolve("run").resolve("member-2").resolve("model.safetensors"))
      refuses(3, evaluate, Seq("member-2/model.safetensors", "expected", "found"))
    }
  }
}
