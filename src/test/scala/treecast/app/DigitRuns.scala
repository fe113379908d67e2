package treecast.app

import com.fasterxml.jackson.databind.JsonNode
import org.scalatest.funsuite.AnyFunSuite
import org.w3c.dom.Document
import treecast.source.IdxFiles
import treecast.report.Pages

import java.nio.file.{Files, Path}

/** Runs on a few digits. */
trait DigitRuns extends CommandLine { this: AnyFunSuite =>
  protected def withoutComments(plan: String): Seq[String] = plan.linesIterator.filterNot(_.startsWith("#")).toSeq

  protected def withRuns[T](use: Path => T): T = IdxFiles.withEmptyFolder(use)

  protected def trainDigits(to: Path, more: String*): Result =
    run(Seq("train", "--data", digits.toString, "--master", "local[2]", "--out", to.toString) ++ more: _*)

  /** A run's report, which is a good page. */
  protected def report(run: Path): Document = {
    val page = Pages.parsed(Files.readAllBytes(run.resolve("report.html")))
    Pages.requireGood(page)
    page
  }

  protected val plan =
    sets("network.hidden=[16]", "network.dropout=0.1", "batch=64", "shards=4", "epochs=6", "seed=5", "rate=0.01")

  /** Evaluating the run gives the accuracies that its summary tells. */
  protected def requireAccuracy(path: Path, told: JsonNode): Unit = {
    val evaluated = run("evaluate", path.toString, "--data", digits.toString, "--master", "local[2]")
    assert(evaluated.code == 0, evaluated.err)
    for ((split, key) <- Seq("train" -> "trainAccuracy", "test" -> "testAccuracy")) {
      val Some(found) = s"$split accuracy ([\\d.]+) \\((\\d+) of (\\d+) right\\)".r.findFirstMatchIn(evaluated.out)
      assert(found.group(2).toDouble / found.group(3).toDouble == told.get(key).asDouble)
    }
  }

  /** The plan of the run called first, given to --config, gives the same bits. */
  protected def requireRepetition(runs: Path, told: JsonNode): Unit = {
    val again = runs.resolve("again")
    val arguments = Seq("--config", runs.resolve("first").resolve("plan.conf").toString, "--quiet")
    val repeated =
      run(Seq("train", "--master", "local[1]", "--partitions", "3", "--out", s"$again/") ++ arguments: _*)
    assert(repeated.code == 0, repeated.err)
    assert(repeated.out.linesIterator.size == 1 && repeated.out.startsWith("test accuracy "))
    for (key <- Seq("weightsSha256", "historySha256", "testAccuracy"))
      assert(summary(again).get(key) == told.get(key), key)
    assert(summary(again).get("partitions").asInt == 3)
    val Seq(one, two) = Seq("first", "again").map(run => Files.readString(runs.resolve(run).resolve("plan.conf")))
    assert(withoutComments(one) == withoutComments(two))
    val models = Seq("first", "again").map(run => Files.readAllBytes(runs.resolve(run).resolve("model.safetensors")))
    assert(models.head.sameElements(models(1)))
  }

  protected val convolutional =
    sets("network.kind=conv", "network.conv.filters=4", "network.conv.window=7", "network.conv.stride=2")
}
