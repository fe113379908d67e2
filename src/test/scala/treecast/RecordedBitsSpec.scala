package treecast

import com.typesafe.config.ConfigFactory
import org.scalatest.funsuite.AnyFunSuite
import treecast.app.Flowers
import treecast.source.IdxFiles
import treecast.recorded.{RecordedFile, RecordedPlan, Results}
import treecast.testing.{SmallDigits, SparseRows}

import java.nio.file.{Files, Path}
import scala.collection.mutable
import scala.jdk.CollectionConverters._

/** The bits of some plans of every kind, as they were when `recorded-bits/plans.txt` was written: the SHA-256 of
  * weights and history of trainings, of the trials of sweeps and of the numbers of experiments. They come from command
  * lines alone, so that whatever lies below can be rebuilt.
  *
  * Whoever changes a bit has to change that file, and says why in `docs/decisions.md`. A run that finds other results
  * fails, and leaves a file with them in `target/recorded-bits.txt`; it never writes the resource.
  */
class RecordedBitsSpec extends AnyFunSuite with Flowers {
  private val file = RecordedFile.read("/recorded-bits/plans.txt")
  private val found = mutable.Map.empty[String, Seq[(String, String)]]

  override protected def flowerRows: (Int, Int) = (90, 45)
  private lazy val sparse = SparseRows.folder(trainRows = 96, testRows = 48)
  private lazy val data =
    Map("digits" -> digits, "nonsense" -> folder, "flowers" -> flowers, "sparse" -> sparse).view.mapValues(_.toString)

  override def afterAll(): Unit =
    try {
      val other = Path.of(System.getProperty("treecast.test.classes"), "..", "recorded-bits.txt")
      Files.deleteIfExists(other)
      if (file.plans.exists(plan => found.get(plan.name).exists(_ != plan.recorded)))
        Files.writeString(other, file.withResults(found.toMap))
    } finally {
      SmallDigits.delete(sparse)
      super.afterAll()
    }

  test("every line of the file is a comment, a setting, a name, a command or a result") {
    assert(file.unreadable.isEmpty)
    assert(file.plans.size >= 45 && file.plans.forall(_.commands.nonEmpty))
  }

  test("every setting of conf/train.conf is one that a plan of the file sets") {
    val items = file.plans.flatMap(_.commands).flatMap(_.split(": ?", 2).drop(1)).flatMap(_.split("; ?"))
    val set = items.filter(isSetting).map(_.takeWhile(_ != '=')).toSet
    val keys = ConfigFactory.parseFile(new java.io.File("conf/train.conf")).entrySet.asScala.map(_.getKey)
    assert(keys.size > 40)
    val places = Set("data.source", "data.train", "data.test", "data.testShare")
    val paths = keys.map(_.stripPrefix("kinds.conv.")).toSet -- places
    assert(paths.filterNot(path => set.exists(some => path == some || path.startsWith(s"$some."))) == Set.empty)
  }

  for (plan <- file.plans)
    test(plan.name) {
      IdxFiles.withEmptyFolder(runs => found(plan.name) = results(plan, runs))
      requireSame(plan, found(plan.name))
    }

  private def requireSame(plan: RecordedPlan, now: Seq[(String, String)]): Unit = {
    val keys = (plan.recorded ++ now).map(_._1).distinct
    val (before, after) = (plan.recorded.toMap.withDefaultValue("nothing"), now.toMap.withDefaultValue("nothing"))
    val differences =
      for (key <- keys if before(key) != after(key)) yield s"  $key: expected ${before(key)}, found ${after(key)}"
    assert(now.nonEmpty, s"${plan.name}: no result that could be compared")
    if (differences.nonEmpty)
      fail(
        s"other bits than recorded for '${plan.name}'\n${differences.mkString("\n")}\n${plan.commands.mkString("\n")}"
      )
  }

  /** Runs the commands of a plan, each into a directory of its own, and tells what they have left. */
  private def results(plan: RecordedPlan, runs: Path): Seq[(String, String)] =
    plan.commands.zipWithIndex.flatMap { case (command, i) =>
      val out = runs.resolve(s"${i + 1}")
      val ended = run(arguments(command, runs) ++ Seq("--out", out.toString): _*)
      assert(ended.code == 0, s"$command\n${ended.err}")
      val left = Results.of(out, digits.toString)
      if (plan.commands.size == 1) left else left.map { case (key, value) => s"command ${i + 1} $key" -> value }
    }

  /** `train digits: batch=8; --in-turn` with its settings and flags; `{1}` is what the first command left. */
  private def arguments(command: String, runs: Path): Seq[String] = {
    val Seq(what, rest) = command.split(": ?", 2).toSeq.padTo(2, "")
    val items = rest.split("; ?").toSeq.filter(_.nonEmpty)
    val more = items.flatMap(item => if (isSetting(item)) Seq("--set", item) else item.split(" ").toSeq)
    val words = what.split(" ").toSeq.flatMap(word => data.get(word).fold(Seq(word))(Seq("--data", _)))
    (words ++ more).map(_.replaceAll("\\{(\\d)}", s"$runs/$$1")) ++ Seq("--master", "local[2]") ++
      (if (words.head == "train") Seq("--quiet", "--no-report") else Nil)
  }

  private def isSetting(item: String): Boolean = item.contains("=") && !item.startsWith("--")
}
