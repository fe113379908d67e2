package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.DefaultStorage.storage
import treecast.search.Ledger

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._
import scala.util.Using

/** Plans, ensembles and ledgers of before there were formats give their bits, in a version whose defaults are others.
  */
class LastingPlansSpec extends AnyFunSuite with Sweeps with Formats {
  private val hashes = Seq("weightsSha256", "historySha256")

  private def withNewDefaults(use: Path => Unit): Unit = withMadeUpFormat(withRuns(use))

  private def copy(from: Path, to: Path): Unit =
    Using.resource(Files.walk(from)) { files =>
      for (file <- files.iterator.asScala) Files.copy(file, to.resolve(from.relativize(file).toString))
    }

  /** Trains by a plan of before; gives what was complained about. */
  private def repeats(plan: Path, runs: Path, more: String*): String = {
    val again = runs.resolve(s"again-${runs.toFile.list.length}")
    val flags = Seq("--config", plan.toString, "--out", again.toString, "--master", "local[2]", "--no-report")
    val result = run(("train" +: flags) ++ more: _*)
    assert(result.code == 0, result.err)
    for (key <- hashes) assert(summary(again).get(key) == summary(plan.getParent).get(key), s"$plan $key")
    assert(Files.readString(again.resolve("plan.conf")).linesIterator.contains("format=1"))
    result.err
  }

  for (name <- Seq("run", "rmsprop", "conv"))
    test(s"the plan of $name gives its bits; so does what that leaves, and both are read with a note") {
      withNewDefaults { runs =>
        val plan = kept.resolve(name).resolve("plan.conf")
        val note = repeats(plan, runs)
        assert(note.linesIterator.size == 1 && note.contains("names no format") && note.contains("newest is 6"), note)
        val left = runs.resolve(runs.toFile.list.head)
        assert(repeats(left.resolve("plan.conf"), runs).isEmpty)
      }
    }

  test("an ensemble is evaluated and repeated, whole and by member") {
    withNewDefaults { runs =>
      val ensemble = kept.resolve("ensemble")
      val evaluated = run("evaluate", ensemble.toString, "--master", "local[2]")
      assert(evaluated.code == 0, evaluated.err)
      assert(evaluated.out.contains(f"test accuracy ${summary(ensemble).get("testAccuracy").asDouble}%.4f"))
      repeats(ensemble.resolve("plan.conf"), runs)
      repeats(ensemble.resolve("member-2/plan.conf"), runs)
      val again = runs.resolve("again-0")
      assert(Files.readString(again.resolve("ensemble.json")).contains("\"planFormat\" : 1"))
      assert(Files.readString(again.resolve("member-2/plan.conf")).linesIterator.contains("format=1"))
    }
  }

  private val search = Seq("sweep", "--data", "built-in", "--master", "local[2]") ++ sets(
    "data.trainRows=300",
    "network.hidden=[4]",
    "trials=5",
    "epochs=3",
    "sampler={name=narrowing,size=3}",
    "space.rate={log-uniform=[0.001,0.5]}",
    "space.optimizer=[momentum,adagrad]",
    "schedule={name=step,every=1 epoch}"
  )

  test("a sweep goes on where it stood, trains what is missing, and its winner is promoted") {
    withNewDefaults { runs =>
      val to = runs.resolve("sweep")
      copy(kept.resolve("sweep"), to)
      val before = recorded(to)
      for (number <- Seq(2, 5)) Files.delete(to.resolve(s"ledger/trial-00000$number-3"))
      val result = run(search ++ Seq("--out", to.toString): _*)
      assert(result.code == 0 && result.err.isEmpty, result.err)
      assert(recorded(to) == before && records(to, "plan-").size == 1)
      val more = run(search ++ Seq("--out", to.toString, "--set", "trials=6", "--extend"): _*)
      assert(more.code == 0 && recorded(to).take(5) == before, more.err)
      assert(Files.readString(records(to, "plan-").last).contains("format=1"))
      assert(run("promote", to.toString, "--out", runs.resolve("run").toString, "--master", "local[2]").code == 0)
      val (first, again) = (summary(kept.resolve("sweep/promoted-1")), summary(runs.resolve("run")))
      assert(again.get("weightsSha256") == first.get("weightsSha256"))
      assert(Files.readString(runs.resolve("run/plan.conf")).linesIterator.contains("format=1"))
    }
  }

  test("a night of the newest format begins with the ranges of one of an earlier format") {
    withNewDefaults { runs =>
      copy(kept.resolve("sweep"), runs.resolve("monday"))
      val tuesday = runs.resolve("tuesday")
      val result = run(search ++ Seq("--out", tuesday.toString, "--since", runs.toString): _*)
      assert(result.code == 0 && result.out.contains("monday: took over the ranges"), result.out + result.err)
      assert(Files.readString(records(tuesday, "plan-").head).contains("format=6"))
    }
  }

  test("which ranges a night of an earlier format begins with is that format's to say") {
    withRuns { runs =>
      copy(kept.resolve("sweep"), runs.resolve("monday"))
      def begins(name: String): String = {
        val to = runs.resolve(name)
        val since = Seq("--out", to.toString, "--since", runs.resolve("monday").toString)
        val plan = sets("format=1", "sampler=random", "trials=1", "repetitions=1")
        val result = run(search ++ plan ++ since: _*)
        assert(result.code == 0, result.err)
        Files.readString(records(to, "plan-").head)
      }
      assert(begins("tuesday") == withMadeUpFormat(begins("wednesday")))
    }
  }

  test("somebody who edits a plan, or sets a value on top, has the other defaults of its format") {
    withNewDefaults { runs =>
      val file = runs.resolve("plan.conf")
      def dry(text: String, more: String*) = {
        Files.writeString(file, text)
        val flags = Seq("--config", file.toString, "--data", "built-in") ++ sets(more: _*)
        val result = run(Seq("train", "--dry-run") ++ flags: _*)
        assert(result.code == 0, result.err)
        result.out.linesIterator.toSet
      }
      val written = Files.readString(kept.resolve("run/plan.conf"))
      assert(Set("format=1", "rate=0.3", "seed=4").subsetOf(dry(written)))
      assert(Set("format=1", "rate=0.3", "seed=9", "batch=8").subsetOf(dry(written, "seed=9")))
      assert(Set("format=1", "seed=1", "epochs=12").subsetOf(dry("format = 1")))
      assert(Set("format=1", "rate=0.01", "schedule=constant").subsetOf(dry("format = 1", "optimizer=sgd")))
      assert(Set("format=6", "rate=0.125", "schedule=cosine").subsetOf(dry("format = 6", "optimizer=sgd")))
      assert(Set("format=6", "seed=3", "epochs=5").subsetOf(dry("epochs = 5", "format=6")))
    }
  }

  private def refusesFormat(found: String, arguments: String*): Unit =
    refuses(2, arguments, Seq("ormat: expected", "1 to 5", s"found $found"))

  test("a format that this version does not know is refused, wherever it stands") {
    withRuns { runs =>
      val file = runs.resolve("plan.conf")
      for (format <- Seq("6", "0", "-1", "1.5", "one", "[1]", "{a=1}", "\"\"")) {
        Files.writeString(file, s"\nformat = $format, unheard.of = 3")
        val found = if (format == "one") "\"one\"" else format.replace("{a=1}", "{\"a\":1}")
        refuses(2, train("--config", file.toString), Seq("format: expected", "1 to 5, found " + found, "plan.conf: 2"))
      }
      refusesFormat("7", train("--set", "format=7"): _*)
      refusesFormat("7", Seq("sweep", file.toString, "--out", runs.resolve("x").toString, "--set", "format=7"): _*)
      refusesFormat("7", Seq("gradient-check", "--data", folder.toString, "--set", "format=7"): _*)
      refusesFormat("7", Seq("data", "describe", "--data", folder.toString, "--set", "format=7"): _*)
      refusesFormat("7", Seq("experiment", "all", "--data", folder.toString, "--set", "format=7"): _*)

      val five = runs.resolve("five")
      copy(kept.resolve("ensemble"), five)
      Files.writeString(five.resolve("plan.conf"), "format = 7")
      refusesFormat("7", "evaluate", five.toString)
      Files.delete(five.resolve("plan.conf"))
      val description = Files.readString(five.resolve("ensemble.json"))
      Files.writeString(five.resolve("ensemble.json"), description.replace("{", "{ \"planFormat\" : 7,"))
      refusesFormat("7", "evaluate", five.toString)
      Files.writeString(five.resolve("ensemble.json"), description.replace("{", "{ \"planFormat\" : \"x\","))
      refuses(3, Seq("evaluate", five.toString), Seq("planFormat: expected", "found \"x\""))
    }
  }

  test("so is a ledger of such a format; as a night before it is left out, with a line") {
    withRuns { runs =>
      val to = runs.resolve("sweep")
      val ledger = Ledger.open(storage, to.resolve("ledger").toString, fail(_))
      ledger.writePlan("wanted { format = 7, unheard.of = 3 }, search { of = 5 }")
      val before = listing(runs)
      for (command <- Seq(search ++ Seq("--out", to.toString), Seq("promote", to.toString)))
        refuses(2, command, Seq("format: expected", "1 to 5, found 7", to.resolve("ledger").toString))
      assert(listing(runs) == before)
      copy(kept.resolve("sweep"), runs.resolve("before"))
      val night = run(search ++ Seq("--out", runs.resolve("x").toString, "--since", runs.toString): _*)
      assert(night.code == 0 && night.out.contains("/sweep: left out (format: expected"), night.out + night.err)
      assert(night.out.contains("/before: took over"), night.out)
    }
  }
}
