package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.IdxFiles

import java.nio.file.{Files, Path}

/** Sweeps from the command line. */
class SweepCommandSpec extends AnyFunSuite with Sweeps {
  test(
    "a sweep leaves its ledger, its trials in the order of their ranking, its report; the same command adds nothing"
  ) {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("first")
      val result = sweep(to)
      assert(result.code == 0 && result.err.isEmpty, result.err)
      assert(to.toFile.list.toSet == Set("ledger", "trials.csv", "sweep.json", "report.html"))
      assert(records(to).size == 6 && numbers(to).sorted == (1 to 6))
      val header = Files.readAllLines(to.resolve("trials.csv")).get(0)
      assert(header == "trial,network.weightDecay,rate,score,outcome,trainedEpochs,seconds,spread,round,reason")
      val scores = trials(to).map(_("score").toDouble)
      assert(scores == scores.sorted.reverse && scores.forall(s => s >= 0 && s <= 1))
      val (before, csv) = (told(to), Files.readString(to.resolve("trials.csv")))
      val again = sweep(to)
      assert(again.code == 0 && again.out.linesIterator.size == 2, again.out)
      assert(told(to) == before && Files.readString(to.resolve("trials.csv")) == csv)
    }
  }

  test("packed, distributed, on one core, in other tasks, by halves: the same records") {
    IdxFiles.withEmptyFolder { runs =>
      val settings = Seq("repetitions=2", "trials=4", "network.dropout=0", "optimizer=momentum")
      def ran(name: String, more: String*): Seq[String] = {
        val to = runs.resolve(name)
        val result = sweep(to, settings ++ more: _*)
        assert(result.code == 0, result.err)
        told(to)
      }
      val packed = ran("packed")
      assert(packed.size == 4 && packed.forall(_.contains("weightsSha256")))
      assert(ran("distributed", "mode=distributed", "concurrent=3", "--partitions 1") == packed)
      assert(ran("one", "--master local[1]") == packed)
      for (file <- records(runs.resolve("one")).take(2)) Files.delete(file)
      assert(ran("one", "mode=distributed") == packed, "what is gone is trained again")
      val seeds = record(records(runs.resolve("one")).head).get("repetitions")
      assert(seeds.get(0).get("seed") != seeds.get(1).get("seed"))
    }
  }

  test("a trial is what train makes of its settings") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("sweep")
      val epochs = "epochs=8" // so that it learns, and other seeds give other accuracies
      assert(sweep(to, "validation=0.2", epochs, "space.rate={log-uniform=[0.05,0.2]}").code == 0)
      val trial = trials(to).head
      // A plan begins where the sweep's does.
      val plan =
        Seq("network.kind=MultiLayerNet", "network.batchNorm=false", "optimizer=sgd", "sampling=with-replacement")
      val own = little.filterNot(_.startsWith("trials=")) ++ plan ++ Seq("validation=0.2", epochs)
      val point = Seq("rate", "network.weightDecay").map(path => s"$path=${trial(path)}")
      val sets = (own ++ point).flatMap(Seq("--set", _))
      val run = runs.resolve("train")
      val flags = Seq("--data", digits.toString, "--out", run.toString, "--master", "local[2]", "--no-report")
      val trained = this.run(("train" +: flags) ++ sets: _*)
      assert(trained.code == 0, trained.err)
      assert(summary(run).get("validationAccuracy").asDouble == trial("score").toDouble)
    }
  }

  test("hyperband goes on from where it paused with the bits of a training that does not pause") {
    IdxFiles.withEmptyFolder { runs =>
      val halving = runs.resolve("halving")
      val settings = Seq("epochs=9", "trials=9", "optimizer=adam", "space.rate={log-uniform=[1e-4,1e-2]}")
      assert(sweep(halving, settings :+ "sampler={name=halving,least=1}": _*).code == 0)
      assert(records(halving).size == 9 + 3 + 1 && records(halving, "state-").size == 9 + 3)
      val whole = runs.resolve("whole")
      assert(sweep(whole, settings: _*).code == 0)
      val last = record(records(halving).find(_.toString.endsWith("-9")).get)
      val same = record(records(whole).find(f => record(f).get("trial") == last.get("trial")).get)
      assert(last.get("point") == same.get("point") && last.get("repetitions") == same.get("repetitions"))
      assert(last.get("trainedEpochs").asDouble < same.get("trainedEpochs").asDouble * 0.7)
      val cost = trials(halving).map(_("trainedEpochs").toDouble).sum
      assert(cost < trials(whole).map(_("trainedEpochs").toDouble).sum * 0.4)
      // Without its paused state a trial begins anew, and gives the same.
      val before = told(halving)
      for (file <- records(halving).filter(_.toString.endsWith("-9")) ++ records(halving, "state-")) Files.delete(file)
      val again = sweep(halving, settings :+ "sampler={name=halving,least=1}": _*)
      assert(again.code == 0 && again.err.contains("begin anew"), again.err)
      val costless = (lines: Seq[String]) => lines.map(_.replaceAll("\"trainedEpochs\":[^,}]*", ""))
      assert(costless(told(halving)) == costless(before))
    }
  }

  test("a trial that diverges, takes too long, or cannot be is an outcome") {
    IdxFiles.withEmptyFolder { runs =>
      val wild = runs.resolve("wild")
      assert(sweep(wild, "space.rate=[0.01, 1e300]", "trials=8").code == 0)
      val outcomes = trials(wild).map(_("outcome"))
      assert(outcomes.toSet == Set("finished", "diverged") && outcomes == outcomes.sorted.reverse)
      assert(
        trials(wild).filter(_("outcome") == "diverged").forall(t => t("score").isEmpty && t("reason").contains("step"))
      )
      val slow = runs.resolve("slow")
      assert(sweep(slow, "timeLimit=1e-9", "trials=2").code == 0)
      assert(trials(slow).map(_("outcome")) == Seq("out of time", "out of time"))
      val large = runs.resolve("large")
      assert(sweep(large, "space.batch={integer=[20, 400]}", "trials=6").code == 0)
      val failed = trials(large).filter(_("outcome") == "failed")
      assert(failed.nonEmpty && failed.size < 6 && failed.forall(_("reason").contains("batch")))
    }
  }

  test(
    "another plan is refused with the difference; --extend adds trials, and adopts those that lie inside other ranges"
  ) {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("sweep")
      assert(sweep(to).code == 0)
      val first = told(to)
      for ((setting, words) <- Seq("trials=9" -> "trials = 9 instead of 6", "epochs=4" -> "epochs = 4 instead of 3")) {
        val refused = sweep(to, setting)
        assert(refused.code == 2 && refused.complaints.size == 1 && refused.err.contains(words), refused.err)
        assert(refused.err.contains("--extend") == (setting == "trials=9"))
        assert(!Files.exists(to.resolve("ledger").resolve("lease")))
      }
      assert(sweep(to, "epochs=4", "--extend").code == 2)
      assert(sweep(to, "trials=9", "--extend").code == 0)
      assert(told(to).take(6) == first && numbers(to).sorted == (1 to 9))
      val nine = told(to)
      val narrower = sweep(to, "trials=9", "space.rate={log-uniform=[1e-4, 1e-2]}", "--extend")
      assert(narrower.code == 0, narrower.err)
      val inside = nine.indices.filter(i => record(records(to)(i)).at("/point/values/rate").asDouble >= 1e-4).map(_ + 1)
      assert(inside.nonEmpty && inside.size < 9 && narrower.out.contains(s"${inside.size} of 9 results lie inside"))
      assert(numbers(to).sorted == inside ++ (10 to 9 + 9 - inside.size))
      assert(told(to).take(9) == nine, "no record is touched")
      val again = sweep(to, "trials=9", "space.rate={log-uniform=[1e-4, 1e-2]}")
      assert(again.code == 0 && again.out.linesIterator.size == 2, again.err)
    }
  }

  test("--since begins with the ranges that an earlier sweep's results give, and says so") {
    IdxFiles.withEmptyFolder { runs =>
      val Seq(monday, tuesday) = Seq("monday", "tuesday").map(runs.resolve)
      assert(sweep(monday, "trials=20", "sampler={name=narrowing,size=10}").code == 0)
      val result = sweep(tuesday, "sampler={name=narrowing,size=10}", s"--since $monday")
      assert(
        result.code == 0 && result.out.contains("took over the ranges that 20 trials give"),
        result.err + result.out
      )
      val rates = trials(tuesday).map(_("rate").toDouble)
      assert(rates.min > 3e-6 && rates.max <= 1e-2, rates)
      assert(sweep(tuesday, "sampler={name=narrowing,size=10}", s"--since $monday").code == 0)
      assert(sweep(tuesday, "sampler={name=narrowing,size=10}").code == 2)
      val wednesday = sweep(runs.resolve("{today}"), "sampler={name=narrowing,size=10}", s"--since $runs")
      assert(wednesday.code == 0 && wednesday.out.contains("tuesday: took over the ranges"), wednesday.out)
      assert(runs.toFile.list.exists(_.matches("\\d{4}-\\d\\d-\\d\\d")))
      val nothing = sweep(runs.resolve("x"), s"--since ${runs.resolve("nowhere")}")
      assert(nothing.code == 3 && nothing.complaints.size == 1 && nothing.err.contains("nowhere"), nothing.err)
    }
  }

  test("test rows have no part in a sweep; promote looks at them once, and counts") {
    IdxFiles.withEmptyFolder { runs =>
      val Seq(one, other) = Seq("one", "other").map(runs.resolve)
      assert(sweep(one).code == 0)
      val images = digits.resolve("t10k-images-idx3-ubyte")
      val kept = Files.readAllBytes(images)
      try {
        Files.write(images, kept.take(16) ++ new Array[Byte](kept.length - 16))
        assert(sweep(other).code == 0)
      } finally Files.write(images, kept)
      assert(told(one) == told(other))
      promotes(one, runs)
    }
  }

  private def promotes(to: Path, runs: Path): Unit = {
    for ((times, name) <- Seq("once" -> "promoted-1", "2 times" -> "promoted-2")) {
      val promoted = run("promote", to.toString, "--master", "local[2]")
      assert(promoted.code == 0 && promoted.out.contains(s"looked at $times"), promoted.err + promoted.out)
      val run_ = to.resolve(name)
      val summary_ = summary(run_)
      assert(!Files.readString(run_.resolve("metrics.jsonl")).matches("(?s).*testAccuracy\":\\s*[0-9].*"))
      val evaluated = run("evaluate", run_.toString, "--data", digits.toString, "--master", "local[1]")
      assert(evaluated.out.contains(f"test accuracy ${summary_.get("testAccuracy").asDouble}%.4f"), evaluated.out)
    }
    assert(records(to, "look-").size == 2)
    val best = trials(to).head
    val plan = Files.readString(to.resolve("promoted-1").resolve("plan.conf"))
    assert(plan.contains(best("rate")) && plan.contains("validation=0"), plan)
    Files.delete(records(to).head)
    val early = run("promote", to.toString)
    assert(early.code == 3 && early.complaints.size == 1 && early.err.contains("complete"), early.err)
  }
}
