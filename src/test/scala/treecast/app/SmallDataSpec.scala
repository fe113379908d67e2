package treecast.app

import com.typesafe.config.ConfigFactory
import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.{SmallDigits, SmallTables}

import java.nio.file.{Files, Path}

/** Few training rows, and fewer test rows than shards, as people have them: the defaults fit them. */
class SmallDataSpec extends AnyFunSuite with DigitRuns {
  private def withFlowers(trainRows: Int, testRows: Int)(use: (Path, Path) => Unit): Unit = {
    val flowers = SmallTables.folder(trainRows, testRows)
    try withRuns(use(flowers, _))
    finally SmallDigits.delete(flowers)
  }

  private def trainFlowers(flowers: Path, to: Path, more: String*): Result = {
    val (flags, settings) = more.partition(_.startsWith("--"))
    val all = sets("data.csv.label=kind" +: settings: _*)
    run(
      Seq("train", "--data", flowers.toString, "--master", "local[2]", "--out", to.toString, "--no-report") ++ all ++
        flags.flatMap(_.split(" ")): _*
    )
  }

  private def sameBits(one: Path, other: Path): Unit =
    for (key <- Seq("weightsSha256", "historySha256")) assert(summary(one).get(key) == summary(other).get(key), key)

  test("12 training and 3 test rows: a line says what was chosen, it learns, and plan.conf gives the same bits") {
    withFlowers(12, 3) { (flowers, runs) =>
      val first = trainFlowers(flowers, runs.resolve("first"))
      assert(first.code == 0 && first.err.isEmpty, first.err)
      val Some(said) = first.out.linesIterator.find(_.startsWith("defaults for"))
      assert(
        said == "defaults for 12 training rows: batch 12, 1 shard, batch norm, dropout 0.3, no weight decay, 384 epochs"
      )
      assert(summary(runs.resolve("first")).get("testAccuracy").asDouble == 1)
      val plan = runs.resolve("first/plan.conf").toString
      val again = run("train", "--config", plan, "--out", s"$runs/again", "--master", "local[1]", "--no-report")
      assert(again.code == 0 && !again.out.contains("defaults for"), again.err + again.out)
      sameBits(runs.resolve("first"), runs.resolve("again"))
    }
  }

  test("fewer test rows than shards, in any number of tasks and of evaluated rows") {
    withFlowers(90, 3) { (flowers, runs) =>
      val settings = Seq("shards=8", "epochs=3", "network.hidden=[5]")
      for ((name, more) <- Seq("one" -> Seq("--partitions 1"), "eight" -> Seq("--partitions 8"))) {
        val result = trainFlowers(flowers, runs.resolve(name), settings ++ more: _*)
        assert(result.code == 0, result.err)
      }
      sameBits(runs.resolve("one"), runs.resolve("eight"))
      val two = trainFlowers(flowers, runs.resolve("two"), settings :+ "evaluationRows=2": _*)
      assert(two.code == 0, two.err)
      assert(summary(runs.resolve("two")).get("testAccuracy") == summary(runs.resolve("one")).get("testAccuracy"))
    }
  }

  test("tasks beyond the one shard that the rows are given are none, not an error") {
    withFlowers(40, 9) { (flowers, runs) =>
      val result = trainFlowers(flowers, runs.resolve("run"), "epochs=1", "--partitions 4")
      assert(result.code == 0 && summary(runs.resolve("run")).get("partitions").asInt == 1, result.err)
      assert(Files.readString(runs.resolve("run/plan.conf")).linesIterator.contains("shards=1"))
      refuses(
        2,
        train(small ++ Seq("--partitions", "4"): _*),
        Seq("--partitions: expected a number from 1 to the number of shards, 2")
      )
    }
  }

  test("the default search on a table is one around the default plan; what is set, and a file's section, win over it") {
    withFlowers(40, 9) { (flowers, runs) =>
      def wanted(data: Path, more: String*) = {
        val (settings, files) = more.partition(_.contains("="))
        val all = sets(Seq("data.csv.label=kind", "data.trainRows=all") ++ settings: _*)
        val result = run(Seq("sweep", "--dry-run", "--data", data.toString) ++ files ++ all: _*)
        assert(result.code == 0, result.err)
        ConfigFactory.parseString(result.out).getConfig("wanted")
      }
      val Seq(table, images) = Seq(flowers, digits).map(wanted(_))
      assert(table.getString("optimizer") == "adam" && table.getInt("trials") == 30 && table.getInt("epochs") == 384)
      assert(images.getString("optimizer") == "sgd" && images.getInt("trials") == 100 && images.getInt("epochs") == 50)
      assert(!table.hasPath("tables") && !images.hasPath("tables"))
      assert(wanted(flowers, "trials=7").getInt("trials") == 7)
      val file = runs.resolve("own.conf")
      Files.writeString(
        file,
        "format = 2, validation = 0.2, trials = 5, space.rate = [0.1, 0.2], tables { trials = 4, shards = 2 }"
      )
      assert(wanted(digits, file.toString).getInt("trials") == 5)
      assert(
        wanted(flowers, file.toString).getInt("trials") == 4 && wanted(flowers, file.toString).getInt("shards") == 2
      )
      assert(wanted(flowers, file.toString, "trials=3").getInt("trials") == 3)
    }
  }

  test("too few rows for eight in each shard are refused where batch norm is asked for, and have none by default") {
    withFlowers(6, 3) { (flowers, runs) =>
      val asked = trainFlowers(flowers, runs.resolve("run"), "network.batchNorm=true")
      assert(asked.code == 2 && asked.complaints.size == 1, asked.err)
      assert(asked.err.contains("network.batchNorm: expected 8 rows or more") && asked.err.contains("a batch of 6"))
      val result = trainFlowers(flowers, runs.resolve("run"), "steps=2")
      assert(result.code == 0 && result.out.contains("no batch norm"), result.err)
    }
  }
}
