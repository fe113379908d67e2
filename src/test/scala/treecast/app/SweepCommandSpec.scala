package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles

import java.nio.file.Files

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
      assert(trials(to).forall(_("trainedEpochs") == "3.0"))
      val (before, csv) = (recorded(to), Files.readString(to.resolve("trials.csv")))
      val again = sweep(to)
      assert(again.code == 0 && again.out.linesIterator.size == 2, again.out)
      assert(recorded(to) == before && Files.readString(to.resolve("trials.csv")) == csv)
    }
  }

  test("packed, distributed, on one core, in other tasks, by halves: the same records") {
    IdxFiles.withEmptyFolder { runs =>
      val settings = Seq("repetitions=2", "trials=4", "network.dropout=0", "optimizer=momentum")
      def ran(name: String, more: String*): Seq[String] = {
        val to = runs.resolve(name)
        val result = sweep(to, settings ++ more: _*)
        assert(result.code == 0, result.err)
        recorded(to)
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
      val all = sets(own ++ point: _*)
      val run = runs.resolve("train")
      val flags = Seq("--data", digits.toString, "--out", run.toString, "--master", "local[2]", "--no-report")
      val trained = this.run(("train" +: flags) ++ all: _*)
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
      val before = recorded(halving)
      for (file <- records(halving).filter(_.toString.endsWith("-9")) ++ records(halving, "state-")) Files.delete(file)
      val again = sweep(halving, settings :+ "sampler={name=halving,least=1}": _*)
      assert(again.code == 0 && again.err.contains("from the beginning"), again.err)
      val costless = (lines: Seq[String]) => lines.map(_.replaceAll("\"trainedEpochs\":[^,}]*", ""))
      assert(costless(recorded(halving)) == costless(before))
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
      assert(sweep(slow, "timeLimit=1e-9", "trials=2").code == 4)
      assert(trials(slow).map(_("outcome")) == Seq("out of time", "out of time"))
      val large = runs.resolve("large")
      assert(sweep(large, "space.batch={integer=[20, 400]}", "trials=6").code == 0)
      val failed = trials(large).filter(_("outcome") == "failed")
      assert(failed.nonEmpty && failed.size < 6 && failed.forall(_("reason").contains("batch")))
    }
  }

  test("an impossible combination is a failed trial with its reason, however many combinations there are") {
    IdxFiles.withEmptyFolder { runs =>
      val choices =
        Seq(
          "space.network.batchNorm=[false,true]",
          "space.batch=[40,1]",
          "network.kind=MultiLayerNetExtend",
          "shards=1"
        )
      val grid = Seq("sampler={name=grid,points=1}", "epochs=1")
      for (
        (name, more, trials, impossible) <- Seq(
          ("few", Nil, 4, 1),
          ("many", Seq(s"space.seed=[${(1 to 30).mkString(",")}]"), 120, 30)
        )
      ) {
        val to = runs.resolve(name)
        val result = sweep(to, choices ++ grid ++ more ++ Seq(s"trials=$trials", "data.trainRows=50"): _*)
        assert(result.code == 0 && result.err.isEmpty, result.err)
        val failed = this.trials(to).filter(_("outcome") == "failed")
        assert(this.trials(to).size == trials && failed.size == impossible)
        for (trial <- failed)
          assert(
            trial("network.batchNorm") == "true" && trial("batch") == "1" && trial("reason").contains("8 rows"),
            trial
          )
      }
    }
  }

  test("the depth and the width of the network are searched by ranges") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("sizes")
      val ranges = Seq("space.network.depth={integer=[1,3]}", "space.network.width={log-integer=[2,9]}")
      assert(sweep(to, ranges ++ Seq("trials=8", "epochs=1"): _*).code == 0)
      val sizes = trials(to).map(trial => (trial("network.depth").toInt, trial("network.width").toInt))
      assert(sizes.forall { case (depth, width) => depth <= 3 && width <= 9 } && sizes.map(_._1).distinct.size > 1)
      assert(run("promote", to.toString, "--out", s"$runs/run", "--master", "local[1]").code == 0)
      val (depth, width) = sizes.head
      val parameters = 785 * width + (depth - 1) * (width + 1) * width + (width + 1) * 10
      assert(summary(runs.resolve("run")).get("parameters").asInt == parameters)
    }
  }

  test("a sweep without a winner says so, in its exit code too") {
    IdxFiles.withEmptyFolder { runs =>
      val wild = sweep(runs.resolve("wild"), "space.rate=[1e299, 1e300]", "trials=4")
      assert(wild.code == 4 && wild.out.contains("none of 4 trials") && wild.out.contains("4 diverged"), wild.out)
      assert(
        report(runs.resolve("wild")).getDocumentElement.getTextContent.contains("None of 4 trials finished")
      )
      val slow = sweep(runs.resolve("slow"), "timeLimit=1e-9", "trials=2")
      assert(slow.code == 4 && slow.out.contains("2 out of time"), slow.out)
    }
  }

  test("what a sampler stopped comes behind what trained to the end") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("halving")
      val result = sweep(to, "sampler={name=halving,least=1,factor=3}", "trials=9")
      assert(result.code == 0, result.err)
      val all = trials(to)
      assert(all.map(_("outcome")) == Seq.fill(3)("finished") ++ Seq.fill(6)("stopped"))
      for (some <- Seq(all.take(3), all.drop(3)); Seq(one, next) <- some.map(_("score").toDouble).sliding(2))
        assert(one >= next)
      val told = new com.fasterxml.jackson.databind.ObjectMapper().readTree(to.resolve("sweep.json").toFile)
      assert(told.at("/importance/0/trials").asInt == 9)
      assert(result.out.contains(s"with ${"network.weightDecay"}=${all.head("network.weightDecay")}"), result.out)
    }
  }

  test("--out is a sweep's directory or none yet") {
    IdxFiles.withEmptyFolder { runs =>
      val other = Files.createDirectories(runs.resolve("other"))
      assert(sweep(other, "trials=1").code == 0, "an empty directory will do")
      val run_ = Files.createDirectories(runs.resolve("run"))
      Files.writeString(run_.resolve("report.html"), "of a training")
      val file = Files.writeString(runs.resolve("file"), "")
      for (bad <- Seq(run_.toString, file.toString, s"$file/below", "foo://a/b")) {
        val refused = run("sweep", "--data", digits.toString, "--set", "data.trainRows=all", "--out", bad)
        assert(refused.code == 2 && refused.complaints.size == 1, refused.err)
        assert(refused.err.contains("--out: expected a sweep's directory") && refused.err.contains(bad), refused.err)
      }
      assert(Files.readString(run_.resolve("report.html")) == "of a training" && run_.toFile.list.length == 1)
    }
  }
}
