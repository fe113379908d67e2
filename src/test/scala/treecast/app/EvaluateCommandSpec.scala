package treecast.app

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.scalatest.funsuite.AnyFunSuite
import treecast.report.Pages
import treecast.testing.SmallTables

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** The scores of evaluate: as text, in evaluation.json and as a page. */
class EvaluateCommandSpec extends AnyFunSuite with DigitRuns with Flowers {
  override protected def flowerRows: (Int, Int) = (240, 60)

  private def evaluated(directory: Path): JsonNode =
    new ObjectMapper().readTree(Files.readString(directory.resolve("evaluation.json")))

  test("evaluate prints all scores, and writes them with the curves where --out says") {
    withRuns { runs =>
      val trained = runs.resolve("run")
      val csv = sets(
        "data.csv.label=kind",
        "network.hidden=[8]",
        "batch=40",
        "shards=4",
        "epochs=3",
        "data.csv.header=true"
      )
      val training =
        run(Seq("train", "--data", flowers.toString, "--master", "local[2]", "--out", trained.toString) ++ csv: _*)
      assert(training.code == 0, training.err)
      val before = listing(trained)
      val out = runs.resolve("scores")
      val result = run("evaluate", trained.toString, "--master", "local[2]", "--out", out.toString)
      assert(result.code == 0, result.err)
      val lines = result.out.linesIterator.toSeq
      assert(lines(2).startsWith("train accuracy ") && lines(3).startsWith("test accuracy "))
      assert(lines(5).startsWith("test: balanced accuracy ") && lines(5).contains("; log loss "))
      assert(lines.exists(_.matches("  tulip( +0\\.\\d{4}| +1\\.0000){5} +20")), result.out)
      assert(lines.last == s"all scores and curves: $out")
      val scores = evaluated(out)
      val accuracy = summary(trained).get("testAccuracy").asDouble
      assert(scores.get("test").get("accuracy").asDouble == accuracy)
      assert(scores.get("train").get("accuracy") == summary(trained).get("trainAccuracy"))
      assert(scores.get("test").get("classes").asScala.map(_.get("name").asText).toSeq == SmallTables.kinds)
      assert(scores.get("test").get("confusion").asScala.map(_.asScala.map(_.asInt).sum).toSeq == Seq(20, 20, 20))
      assert(scores.get("test").get("calibration").asScala.map(_.get("rows").asInt).sum == 60)
      val page = Pages.parsed(Files.readAllBytes(out.resolve("report.html")))
      Pages.requireGood(page)
      assert(
        Pages.table(page, "Each class of the test rows").map(_.head) ==
          "class" +: SmallTables.kinds :+ "macro average" :+ "weighted average"
      )
      assert(Pages.all(page, "img").size == 4)
      assert(listing(trained) == before, "the run's own files are left alone")
      refuses(
        2,
        Seq("evaluate", trained.toString, "--out", out.toString),
        Seq("--out", "does not exist yet", out.toString)
      )
      requireSame(trained, out, runs.resolve("again"))
    }
  }

  private def requireSame(trained: Path, first: Path, again: Path): Unit = {
    val result = run("evaluate", trained.toString, "--master", "local[1]", "--partitions", "3", "--out", again.toString)
    assert(result.code == 0, result.err)
    for (name <- Seq("evaluation.json", "report.html"))
      assert(Files.readAllBytes(again.resolve(name)).sameElements(Files.readAllBytes(first.resolve(name))), name)
  }

  test("without --out nothing is written") {
    withRuns { runs =>
      val trained = runs.resolve("run")
      assert(trainDigits(trained, plan: _*).code == 0)
      val before = listing(runs)
      val result = run("evaluate", trained.toString, "--data", digits.toString, "--master", "local[2]")
      assert(result.code == 0 && listing(runs) == before)
      assert(result.out.contains("confusion matrix of the test rows"))
    }
  }

  test("train and evaluate say that one class has nearly all rows, and that no test row is of another") {
    withRuns { runs =>
      val data = Files.createDirectory(runs.resolve("rare"))
      def rows(count: Int, frauds: Int) =
        (0 until count)
          .map(i => s"${i % 7},${i % 5},${if (i < frauds) "fraud" else "fine"}")
          .mkString("a,b,label\n", "\n", "\n")
      Files.writeString(data.resolve("train.csv"), rows(100, 3))
      Files.writeString(data.resolve("test.csv"), rows(20, 0))
      val to = runs.resolve("run")
      val trained = run(
        Seq("train", "--data", data.toString, "--master", "local[1]", "--out", to.toString) ++ sets(
          "epochs=1",
          "shards=2",
          "batch=10",
          "network.hidden=[4]"
        ): _*
      )
      assert(trained.code == 0, trained.err)
      val evaluation = run("evaluate", to.toString, "--master", "local[1]", "--out", runs.resolve("scores").toString)
      assert(evaluation.code == 0, evaluation.err)
      val notes = Seq(
        "note: 97.0 % of the training rows are of class fine: this answer for every row has an accuracy of 1.0000",
        "note: no test row is of class fraud"
      )
      for (note <- notes; out <- Seq(trained.out, evaluation.out))
        assert(out.linesIterator.count(_.startsWith(note)) == 1, out)
      assert(trained.out.linesIterator.toSeq.last.startsWith("test accuracy"))
      for (page <- Seq(to, runs.resolve("scores")))
        assert(report(page).getDocumentElement.getTextContent.contains("97.0 % of the"))
      assert(evaluated(runs.resolve("scores")).get("test").get("rocAuc").isNull)
    }
  }
}
