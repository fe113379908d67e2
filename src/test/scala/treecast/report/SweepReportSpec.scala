package treecast.report

import org.scalatest.funsuite.AnyFunSuite
import org.w3c.dom.Document
import treecast.search.Searches.spaceOf
import treecast.search._

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._

/** The report of a sweep: ranking, importance, rounds, cost, and the words for each picture. */
class SweepReportSpec extends AnyFunSuite with SweptTrials {
  private lazy val page = thirty.page

  private def text(page: Document): String = page.getDocumentElement.getTextContent

  private def headings(page: Document): Seq[String] =
    Pages.all(page, "h2").map(_.getTextContent).filter(_ != "Contents")

  /** The words that stand for each picture. */
  private def pictures(page: Document): Seq[String] = Pages.all(page, "img").map(_.getAttribute("alt"))

  test("it says what was best and with which settings, and that test rows were not used") {
    val best = thirty.table.winner.get
    assert(best.trial == 30)
    val summary = s"The best of 30 trials has a validation accuracy of 0.9677 with ${best.point}."
    assert(text(page).contains(s"$summary Test rows were not used."))
    assert(Pages.facts(page)("seed") == "3" && Pages.facts(page)("sampler") == "random")
    assert(headings(page) == Seq("The best trials", "What matters", "Cost"))
  }

  test("the best twenty stand in a table in their order, each with its settings, the score and its spread") {
    val header +: rows = Pages.table(page, "The best trials; trials.csv has all")
    assert(header == Seq("rank", "trial", "score", "spread") ++ paths.sorted)
    assert(rows.map(_.head) == (1 to 20).map(_.toString))
    assert(rows.map(_(1)) == (11 to 30).reverse.map(_.toString))
    for ((row, i) <- rows.zip((11 to 30).reverse)) {
      val point = thirty.table.rows.asScala.find(_.last.trial == i).get.last.point.values.asScala
      assert(row(2) == f"${i / 31.0}%.4f" && row(3) == "0.0000")
      val Seq(dropout, momentum, optimizer, rate) = row.drop(4)
      assert(optimizer == names.values.get(i % 3), "a choice as it is")
      assert(momentum == (if (i % 3 == 1) "0.7500" else ""), "empty where the trial has none")
      for ((cell, path) <- Seq(dropout -> "dropout", rate -> "rate"))
        assert(
          math.abs(cell.toDouble / point(path).toDouble - 1) < 1e-3 || cell.toDouble == 0,
          "four digits of a number"
        )
    }
  }

  test("settings are ranked by their importance") {
    val header +: rows = Pages.table(page, "Importance of each setting")
    assert(header == Seq("setting", "share", "trials"))
    val expected = thirty.table.importance.asScala
    assert(rows == expected.map(i => Seq(i.path, f"${i.share}%.3f", s"${i.trials}")))
    assert(rows.head.head == "rate" && rows.head(1).toDouble > 0.9 && rows.map(_.head).toSet == paths.toSet)
    assert(rows.map(_(1).toDouble) == rows.map(_(1).toDouble).sorted.reverse)
    assert(rows.find(_.head == "rate").get(2) == "29", "the one that diverged has no score")
    assert(text(page).contains("It does not show settings that matter only in combination."))
  }

  test("what it cost: trials, epochs, seconds, outcomes") {
    val facts = Pages.facts(page)
    assert(facts("trials") == "30" && facts("epochs trained") == "60" && facts("seconds of one core") == "7.5")
    assert(facts("outcomes") == "1 diverged, 29 finished")
  }

  test("pictures show curves, scores by setting, and all settings at once") {
    val charts = thirty.report.sections.asScala.flatMap(_.blocks.asScala).collect { case p: Block.Picture => p.chart }
    assert(
      charts.map(_.title) == Seq("Accuracy by epoch of the best trials", "Score by setting", "Parallel coordinates")
    )
    assert(charts.map(_.note).distinct == Seq("few rows") && charts.head.panels.size == 20)
    // Where there is no font they are told.
    val told = pictures(page) ++ Pages.all(page, "p").map(_.getTextContent)
    for (chart <- charts) assert(told.contains(chart.alternative), chart.title)
  }

  test("rounds and reasons are told where there are several, or ranges of another search") {
    val narrowed = swept(12, rounds = 2)
    val page = narrowed.page
    assert(headings(page) == Seq("The best trials", "What matters", "Round by round", "Cost"))
    assert(
      Pages.table(page, "Rounds") == Seq(
        Seq("round", "trials", "what changed and why"),
        Seq("1", "12", ""),
        Seq("2", "6", "rate: from 0.001, as the best lay there; no other change")
      )
    )
    val since = swept(12, reasons = Seq("rate: around the best of last night"))
    assert(
      headings(since.page).contains("Round by round") && text(since.page).contains("around the best of last night")
    )
  }

  test("a search of choices alone tells its rounds as well") {
    val choices = swept(6, rounds = 2, in = spaceOf("optimizer.name" -> names))
    assert(headings(choices.page).contains("Round by round"))
  }

  test("a setting that no trial came to has no importance") {
    val without = swept(6, name = i => if (i % 2 == 0) "sgd" else "adam")
    assert(Pages.table(without.page, "Importance of each setting").exists(_ == Seq("optimizer.momentum", "0.000", "0")))
  }

  test("one trial alone is the best; where none has a score it says so and draws nothing") {
    val one = swept(1)
    assert(text(one.page).contains("The best of 1 trials has a validation accuracy of 0.5000"))
    assert(Pages.table(one.page, "The best trials; trials.csv has all").size == 2)
    val diverged = trial(5, 6, space, "sgd").result
    val none = Swept(space, new SweepRecord(swept(1).record.rounds, listOf(diverged), true), Nil)
    val page = none.page
    assert(
      text(page).contains("None of 1 trials finished with a score: 1 diverged. Test rows were not used.")
    )
    assert(pictures(page).isEmpty && Pages.table(page, "The best trials; trials.csv has all").size == 1)
  }
}
