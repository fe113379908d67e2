package treecast.app

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** Experiments from the command line. */
class ExperimentCommandSpec extends AnyFunSuite with DigitRuns {
  private def results(run: Path): JsonNode = new ObjectMapper().readTree(run.resolve("results.json").toFile)

  private def experiment(to: Path, more: String*): Result =
    run(Seq("experiment", "--data", digits.toString, "--out", to.toString) ++ more: _*)

  test("trajectories and activations need no Spark, and leave pictures, numbers and a report") {
    withRuns { runs =>
      val starts = CountingStarts.count.get
      val to = runs.resolve("both")
      val result = experiment(to, "activations", "trajectories", "--seed", "5")
      assert(result.code == 0 && CountingStarts.count.get == starts, result.err)
      val pictures = Seq("trajectories", "activations-1", "activations-2", "activations-3")
      val files = pictures.flatMap(name => Seq(s"$name.png", s"$name-print.png"))
      assert(to.toFile.list.toSet == files.toSet ++ Set("results.json", "report.html"))
      for (file <- files) assert(Files.readAllBytes(to.resolve(file)).slice(1, 4).sameElements("PNG".getBytes))
      val told = results(to)
      assert(told.get("seed").asLong == 5)
      assert(
        told.get("experiments").asScala.map(_.get("experiment").asText).toSeq == Seq("trajectories", "activations")
      )
      for (claim <- told.get("claims").asScala) {
        assert(claim.fieldNames.asScala.toSeq == Seq("experiment", "claim", "figures", "rule", "passed"))
        assert(claim.get("passed").isBoolean && result.out.contains(claim.get("claim").asText))
      }
      val paths = told.get("experiments").get(0).get("charts").get(0).get("panels").asScala
      assert(paths.size == 4 && paths.forall(_.get("curves").asScala.exists(_.get("x").size == 31)))
      val report = Files.readString(to.resolve("report.html"))
      assert(report.contains("Optimizers in a valley") && report.contains("seed"))
      val last = result.out.linesIterator.toSeq.last
      assert(last.matches("\\d of 8 claims hold, [\\d.]+ s: .*both"), last)
    }
  }

  test(
    "an experiment that trains tells of each training, and gives the same bytes on other masters and in other tasks"
  ) {
    withRuns { runs =>
      val one = experiment(runs.resolve("one"), "weight-decay", "--master", "local[2]")
      assert(one.code == 0, one.err)
      assert(one.out.linesIterator.count(_.matches(" +[12] of 2  .*weight decay.* s")) == 2, one.out)
      val other = experiment(runs.resolve("other"), "weight-decay", "--master", "local[1]", "--partitions", "1")
      assert(other.code == 0, other.err)
      val Seq(first, second) = Seq("one", "other").map(name => runs.resolve(name).resolve("results.json"))
      assert(Files.mismatch(first, second) == -1)
      val curves =
        results(runs.resolve("one")).get("experiments").get(0).get("charts").get(0).get("panels").get(0).get("curves")
      assert(
        curves.asScala.map(_.get("name").asText).toSeq == Seq("training", "test") && curves.get(0).get("y").size == 201
      )
    }
  }

  test("names, settings and directories that cannot be are refused in one line before anything is done") {
    val data = Seq("--data", folder.toString)
    refuses(2, Seq("experiment", "optimisers") ++ data, Seq("optimisers", "did you mean optimizers?", "weight-decay"))
    refuses(2, Seq("experiment", "trajectories", "wieght-decay") ++ data, Seq("did you mean weight-decay?"))
    refuses(2, Seq("experiment") ++ data, Seq("NAME"))
    refuses(2, Seq("experiment", "all", "--set", "optimizer=sgd") ++ data, Seq("optimizer", "expected", "found"))
    refuses(2, Seq("experiment", "all", "--set", "batch=5") ++ data, Seq("batch", "expected", "found"))
    refuses(2, Seq("experiment", "dropout", "--partitions", "3") ++ data, Seq("--partitions", "trainings, 2, found 3"))
    refuses(2, Seq("experiment", "all", "--out", folder.toString) ++ data, Seq("--out", "which exists"))
    refuses(2, Seq("experiment", "all", "--master", "nowhere") ++ data, Seq("--master"))
    refuses(3, Seq("experiment", "all", "--data", folder.resolve("none").toString), Seq("none"))
  }
}
