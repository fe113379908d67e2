package treecast.report

import org.scalatest.funsuite.AnyFunSuite
import org.w3c.dom.Document
import treecast.chart.{Chart, Panel, Series}
import treecast.search.Searches.{linear, log, result, spaceOf}
import treecast.search._

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._

/** The report of a sweep: ranking, importance, curves, rounds, cost. */
class SweepReportSpec extends AnyFunSuite {
  private val rate = log(1e-4, 1e-1)
  private val names = new Choice(listOf("sgd", "momentum", "adam"))

  /** The momentum is searched where there is one; the rate decides, and the dropout does not. */
  private val space = new SearchSpace(
    listOf(
      Dimension.of("dropout", linear(0, 0.5)),
      Dimension.of("optimizer.name", names),
      new Dimension(
        "optimizer.momentum",
        linear(0.5, 1),
        java.util.Optional.of(new Dimension.Condition("optimizer.name", listOf("momentum")))
      ),
      Dimension.of("rate", rate)
    )
  )

  private def paths = space.dimensions.asScala.map(_.path).toSeq

  /** Trial i of n, the last the best; trial 5 diverges. */
  private def trial(i: Int, n: Int, in: SearchSpace, name: String): TrialOutput = {
    val at = Seq("dropout" -> ((i * 7) % n).toDouble / n, "rate" -> i.toDouble / n, "optimizer.momentum" -> 0.5)
    val places = in.dimensions.asScala.map { dimension =>
      if (dimension.path == "optimizer.name") names.encode(name) else at.toMap.apply(dimension.path)
    }
    result(new Proposal(i, in.at(places.toSeq: _*), 2), 0, if (i == 5) Double.NaN else i.toDouble / (n + 1))
  }

  private case class Swept(space: SearchSpace, record: SweepRecord, reasons: Seq[String]) {
    val table = new TrialTable(space, record.results)
    def report: Report = new SweepReport(space, record, table, reasons.asJava, "few rows").report(facts)
    def page: Document = {
      val page = Pages.parsed(HtmlReport.of(report))
      Pages.requireGood(page)
      page
    }
    def charts = new SweepCharts(space, "few rows")
    def scored: Seq[TrialTable.Row] = table.rows.asScala.filter(_.last.scored).toSeq
  }

  private val facts = listOf(new Block.Fact("seed", "3"), new Block.Fact("sampler", "random"))

  private def swept(
      trials: Int,
      reasons: Seq[String] = Nil,
      rounds: Int = 1,
      in: SearchSpace = space,
      name: Int => String = i => names.values.get(i % 3)
  ): Swept = {
    val results = (1 to trials).map(i => trial(i, trials, in, name(i)).result)
    val proposals = results.map(r => new Proposal(r.trial, r.point, r.epochs))
    val record = (1 to rounds).map { round =>
      val narrower = in.dimensions.asScala.map { dimension =>
        if (dimension.path == "rate" && round > 1) Dimension.of("rate", log(1e-3, 1e-1)) else dimension
      }
      val changes = if (round > 1) Seq("rate: from 0.001, as the best lay there", "no other change") else Nil
      new Round(new SearchSpace(narrower.asJava), changes.asJava, proposals.take(trials / round).asJava)
    }
    Swept(in, new SweepRecord(record.asJava, results.asJava, true), reasons)
  }

  private lazy val thirty = swept(30)
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

  private def panels(chart: Chart): Seq[Panel] = chart.panels.asScala.toSeq

  private def line(series: Series): (String, Seq[Double], Seq[Double]) = series match {
    case l: Series.Line   => (l.name, l.x.toSeq, l.y.toSeq)
    case p: Series.Points => (p.name, p.x.toSeq, p.y.toSeq)
    case other            => fail(other.toString)
  }

  test("the best have a panel each, with the validation and training accuracy after each epoch") {
    val chart = panels(thirty.charts.best(thirty.scored.take(3).asJava))
    assert(chart.map(_.title) == Seq("1: trial 30, 0.97", "2: trial 29, 0.94", "3: trial 28, 0.90"))
    for ((panel, i) <- chart.zip(Seq(30, 29, 28))) {
      val score = i / 31.0
      assert(
        panel.series.asScala.map(line) == Seq(
          ("validation", Seq(1.0, 2.0), Seq(score, 0.1)),
          ("train", Seq(1.0, 2.0), Seq(score, score / 3))
        )
      )
      assert(panel.y.from == 0 && panel.y.to == 1)
    }
  }

  test("each setting has the scores of the trials that have it, over its values or their numbers") {
    val chart = panels(thirty.charts.slices(thirty.scored.asJava))
    assert(chart.map(_.x.label).map(_.takeWhile(_ != ':')) == paths)
    assert(chart.map(_.x.logarithmic) == paths.map(_ == "rate"))
    for ((panel, path) <- chart.zip(paths)) {
      val (_, x, y) = line(panel.series.get(0))
      val expected = thirty.scored.map(_.last).filter(_.point.values.containsKey(path))
      assert(expected.size == (if (path == "optimizer.momentum") 10 else 29))
      assert(y == expected.map(_.score))
      val values = expected.map(_.point.values.get(path))
      assert(
        x == (if (path == "optimizer.name") values.map(names.values.indexOf(_).toDouble) else values.map(_.toDouble))
      )
      if (path == "optimizer.name") assert(panel.x.label == "optimizer.name: sgd, momentum, adam")
    }
  }

  test("each trial is a line over all settings, the best fifth above the others") {
    val chart = thirty.charts.parallel(thirty.scored.asJava)
    val lines = panels(chart).head.series.asScala.map(line).toSeq
    assert(lines.size == 29 && lines.map(_._1) == Seq.fill(24)("others") ++ Seq.fill(5)("best fifth"))
    for ((row, (_, x, y)) <- thirty.scored.reverse.zip(lines)) {
      assert(x == (1 to paths.size + 1).map(_.toDouble) && y.last == row.last.score)
      assert(y.init.map(_.toString) == space.positions(row.last.point).toSeq.map(_.toString))
    }
    for ((path, i) <- (paths :+ "score").zipWithIndex) assert(chart.alternative.contains(s"${i + 1} $path"))
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
    val ranges = narrowed.charts.ranges(narrowed.record.rounds).get
    assert(panels(ranges).map(_.title) == paths.filter(_ != "optimizer.name"), "a choice has no ends")
    val rates = panels(ranges).find(_.title == "rate").get.series.asScala.map(line)
    assert(rates == Seq(("largest", Seq(1.0, 2.0), Seq(1e-1, 1e-1)), ("smallest", Seq(1.0, 2.0), Seq(1e-4, 1e-3))))
    val since = swept(12, reasons = Seq("rate: around the best of last night"))
    assert(
      headings(since.page).contains("Round by round") && text(since.page).contains("around the best of last night")
    )
  }

  test("a search of choices alone has no ranges to be drawn") {
    val choices = swept(6, rounds = 2, in = spaceOf("optimizer.name" -> names))
    assert(!choices.charts.ranges(choices.record.rounds).isPresent)
    assert(headings(choices.page).contains("Round by round"))
  }

  test("a setting that no trial came to has an empty panel") {
    val without = swept(6, name = i => if (i % 2 == 0) "sgd" else "adam")
    val momentum = panels(without.charts.slices(without.scored.asJava))(paths.indexOf("optimizer.momentum"))
    assert(line(momentum.series.get(0))._2.isEmpty)
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
