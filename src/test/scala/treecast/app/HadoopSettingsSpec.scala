package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.MadeUpFileSystem

import java.nio.file.{Files, Path}

/** Hadoop's settings are Spark's: whatever a command opens, on the driver and on executors, is opened under them. */
class HadoopSettingsSpec extends AnyFunSuite with Sweeps {
  private val conf = MadeUpFileSystem.settings.flatMap { case (key, value) =>
    Seq("--conf", s"spark.hadoop.$key=$value")
  }
  private val cluster = Seq("--master", "local-cluster[2,1,1024]", "--conf") :+
    "spark.executor.extraClassPath=" + Seq("treecast.classes", "treecast.test.classes")
      .map(System.getProperty(_))
      .mkString(":")

  private def there(path: Path): String = s"made-up:$path"

  private def done(arguments: String*): Result = {
    val result = run(arguments ++ conf: _*)
    assert(result.code == 0, result)
    result
  }

  private val tiny = sets("network.hidden=[4]", "shards=2", "batch=40", "epochs=1")

  test("a run on a cluster is read, written and evaluated through a file system that wants a setting") {
    withRuns { runs =>
      val first = runs.resolve("first")
      done(Seq("train", "--data", there(digits), "--out", there(first)) ++ tiny ++ cluster: _*)
      assert(Files.readString(first.resolve("plan.conf")).contains(s"made-up:$digits"))
      assert(trainDigits(runs.resolve("local"), tiny: _*).code == 0)
      assert(summary(first).get("weightsSha256") == summary(runs.resolve("local")).get("weightsSha256"))
      val evaluated = done(Seq("evaluate", there(first)) ++ cluster: _*)
      assert(evaluated.out.contains(f"test accuracy ${summary(first).get("testAccuracy").asDouble}%.4f"))
    }
  }

  test("so are sweeps with ledger and lease, what becomes of them, ensembles, experiments and data") {
    withRuns { runs =>
      val Seq(monday, tuesday) = Seq("monday", "tuesday").map(name => there(runs.resolve(name)))
      val local = Seq("--master", "local[2]")
      val search = Seq("sweep", "--data", there(digits)) ++ sets(little :+ "mode=distributed": _*)
      done(search ++ cluster ++ Seq("--out", monday): _*)
      assert(done(search ++ local ++ Seq("--out", monday): _*).out.linesIterator.size == 2, "it is complete")
      val since = done(search ++ local ++ Seq("--out", tuesday, "--since", there(runs)): _*)
      assert(since.out.contains("monday: took over the ranges"), since.out)
      done(Seq("promote", monday) ++ local: _*)
      assert(Files.exists(runs.resolve("monday/promoted-1/summary.json")))
      val two = there(runs.resolve("two"))
      done(Seq("train", "--data", there(digits), "--out", two, "--set", "ensemble.members=2") ++ tiny ++ local: _*)
      done(Seq("evaluate", two) ++ local: _*)
      done("experiment", "trajectories", "--data", there(digits), "--out", there(runs.resolve("figures")))
      done("data", "describe", "--data", there(digits))
      done("data", "export", "--data", there(digits), "--to", there(runs.resolve("copy")))
      done(Seq("gradient-check", "--data", there(runs.resolve("copy"))) ++ tiny: _*)
    }
  }

  test("without the setting there is one line, and nothing is left") {
    withRuns { runs =>
      val before = listing(runs)
      for (
        command <- Seq(
          Seq("train", "--data", there(digits), "--out", runs.resolve("a").toString),
          Seq("train", "--data", digits.toString, "--out", there(runs.resolve("b"))),
          Seq("evaluate", there(runs.resolve("c"))),
          Seq("sweep", "--data", there(digits), "--out", runs.resolve("d").toString),
          Seq("sweep", "--data", digits.toString, "--set", "data.trainRows=all", "--out", there(runs.resolve("e"))),
          Seq("promote", there(runs.resolve("f"))),
          Seq("experiment", "all", "--data", there(digits)),
          Seq("data", "describe", "--data", there(digits)),
          Seq("gradient-check", "--data", there(digits))
        )
      ) {
        val result = run(command ++ conf.dropRight(2): _*)
        assert(result.code != 0 && result.complaints.size == 1, s"${command.mkString(" ")}\n${result.err}")
        assert(result.err.contains("who are you?"), result.err)
      }
      assert(listing(runs) == before)
    }
  }

  test("what --conf cannot take is refused with a hint before anything is done") {
    refuses(2, train(small ++ Seq("--conf", "plan.conf"): _*), Seq("--conf", "found plan.conf", "--config"))
    refuses(2, train(small ++ Seq("--conf", "=8"): _*), Seq("--conf", "expected key=value"))
    for (key <- Seq("batch", "sparkling.water", "spark. ui", "spark."))
      refuses(2, train(small ++ Seq(s"--conf=$key=8"): _*), Seq("--conf", s"found $key ", "--set"))
    for (key <- Seq("driver.memory", "driver.extraJavaOptions", "driver.extraClassPath", "jars.packages"))
      refuses(
        2,
        train(small ++ Seq("--conf", s"spark.$key=8g"): _*),
        Seq("--conf", s"found spark.$key", "spark-submit")
      )
    refuses(2, Seq("train", "--data", folder.toString, "--conf", "spark.master=locl") ++ small, Seq("--master", "locl"))
    refuses(2, Seq("gradient-check", "--data", folder.toString, "--conf", "x.conf"), Seq("--conf", "--config"))
    refuses(2, Seq("data", "describe", "--data", folder.toString, "--conf", "batch=8"), Seq("--conf", "--set"))
    refuses(2, Seq("data", "list", "--conf", "batch=8"), Seq("--conf", "--set"))
    refuses(2, Seq("data", "download", "--conf", "batch=8"), Seq("--conf", "--set"))
    refuses(2, Seq("evaluate", folder.toString, "--conf", "batch=8"), Seq("--conf", "--set"))
    refuses(2, Seq("promote", folder.toString, "--conf", "batch=8"), Seq("--conf", "--set"))
  }
}
