package treecast.workflow

import treecast.app.Sweeps
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles
import treecast.search.{Choice, Ledger}
import treecast.testing.DefaultStorage.storage

import java.nio.file.Files

/** Sweeps that go on from what was found before. */
class SweepHistorySpec extends AnyFunSuite with Sweeps {
  test(
    "another plan is refused with the difference; --extend adds trials, and adopts those that lie inside other ranges"
  ) {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("sweep")
      assert(sweep(to).code == 0)
      val first = recorded(to)
      for (indifferent <- Seq("checkpoint.keep=5", "checkpoint=none", "mode=distributed"))
        assert(sweep(to, indifferent).code == 0, indifferent)
      for ((setting, words) <- Seq("trials=9" -> "trials = 9 instead of 6", "epochs=4" -> "epochs = 4 instead of 3")) {
        val refused = sweep(to, setting)
        assert(refused.code == 2 && refused.complaints.size == 1 && refused.err.contains(words), refused.err)
        assert(refused.err.contains("--extend") == (setting == "trials=9"))
        assert(!Files.exists(to.resolve("ledger").resolve("lease")))
      }
      assert(sweep(to, "epochs=4", "--extend").code == 2)
      assert(sweep(to, "trials=9", "--extend").code == 0)
      assert(recorded(to).take(6) == first && numbers(to).sorted == (1 to 9))
      val nine = recorded(to)
      val narrower = sweep(to, "trials=9", "space.rate={log-uniform=[1e-4, 1e-2]}", "--extend")
      assert(narrower.code == 0, narrower.err)
      val inside = nine.indices.filter(i => record(records(to)(i)).at("/point/values/rate").asDouble >= 1e-4).map(_ + 1)
      assert(inside.nonEmpty && inside.size < 9 && narrower.out.contains(s"${inside.size} of 9 results lie inside"))
      assert(numbers(to).sorted == inside ++ (10 to 9 + 9 - inside.size))
      assert(recorded(to).take(9) == nine, "no record is touched")
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
        result.code == 0 && result.out.contains("took over the ranges of 20 trials"),
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

  test("--extend tries again what was out of time") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("slow")
      assert(sweep(to, "timeLimit=1e-9", "trials=2").code == 4)
      val more = sweep(to, "timeLimit=1000", "trials=2", "--extend")
      assert(more.code == 0 && more.out.contains("0 of 2 results lie inside"), more.err + more.out)
      assert(trials(to).map(_("outcome")) == Seq("finished", "finished"))
    }
  }

  test("ranges that lost what a condition asks for are no obstacle to the nights after") {
    IdxFiles.withEmptyFolder { runs =>
      val space = "space={rate=[1e300,0.05],network.weightDecay={log-uniform=[1e-6,1e-4],when.rate=1e300}," +
        "batch={integer=[10,40]}}"
      val nights = (1 to 3).map(i => runs.resolve(s"night$i"))
      assert(sweep(nights.head, space, "trials=20").code == 0)
      for (Seq(before, night) <- nights.sliding(2); _ <- 1 to 2) {
        val result = sweep(night, space, s"--since $before")
        assert(result.code == 0, result.err)
      }
      val plan = Ledger.open(storage, nights(1).resolve("ledger").toString, fail(_)).plan.get
      val rates = SweepPlan.parse(plan, "").space.dimension("rate").get.range
      assert(rates == new Choice(java.util.List.of("0.05")), plan)
      assert(run("promote", nights(2).toString, "--master", "local[1]").code == 0)
    }
  }

  test("results whose plan is damaged are not believed under another") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("sweep")
      assert(sweep(to).code == 0)
      val before = recorded(to)
      val Seq(plan) = records(to, "plan-")
      val bytes = Files.readAllBytes(plan)
      bytes(bytes.length / 2) = (bytes(bytes.length / 2) ^ 1).toByte
      Files.write(plan, bytes)
      for (more <- Seq(Nil, Seq("optimizer=adam"), Seq("--extend"))) {
        val refused = sweep(to, more: _*)
        assert(refused.code == 3 && refused.err.contains("plan-001") && refused.err.contains("6 results"), refused.err)
      }
      assert(recorded(to) == before)
    }
  }

  test("a night that cannot be understood any more is left out, and said so") {
    IdxFiles.withEmptyFolder { runs =>
      val Seq(one, two) = Seq("1", "2").map(runs.resolve)
      assert(sweep(one).code == 0)
      val plan = Ledger.open(storage, one.resolve("ledger").toString, fail(_)).plan.get
      Ledger
        .open(storage, two.resolve("ledger").toString, fail(_))
        .writePlan(plan.replace("validation=0.2", "validation=0"))
      val result = sweep(runs.resolve("3"), s"--since $runs")
      assert(
        result.code == 0 && result.out.contains("/2: left out (a sweep requires validation above 0"),
        result.err + result.out
      )
      assert(result.out.contains("/1: took over"), result.out)
    }
  }

  test("a directory among the records is none of them") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("sweep")
      assert(sweep(to).code == 0)
      Files.createDirectory(to.resolve("ledger").resolve("trial-000000.bak"))
      Files.createDirectory(to.resolve("ledger").resolve("plan-999"))
      val again = sweep(to)
      assert(again.code == 0 && again.out.linesIterator.size == 2 && again.err.isEmpty, again.out + again.err)
    }
  }
}
