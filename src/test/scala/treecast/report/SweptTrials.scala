package treecast.report

import org.w3c.dom.Document
import treecast.search.Searches.{linear, log, result}
import treecast.search._

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._

/** Sweeps that have been run, as their reports and pictures see them. */
trait SweptTrials {
  protected val rate = log(1e-4, 1e-1)
  protected val names = new Choice(listOf("sgd", "momentum", "adam"))

  /** The momentum is searched where there is one; the rate decides, and the dropout does not. */
  protected val space = new SearchSpace(
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

  protected def paths = space.dimensions.asScala.map(_.path).toSeq

  /** Trial i of n, the last the best; trial 5 diverges. */
  protected def trial(i: Int, n: Int, in: SearchSpace, name: String): TrialOutput = {
    val at = Seq("dropout" -> ((i * 7) % n).toDouble / n, "rate" -> i.toDouble / n, "optimizer.momentum" -> 0.5)
    val places = in.dimensions.asScala.map { dimension =>
      if (dimension.path == "optimizer.name") names.encode(name) else at.toMap.apply(dimension.path)
    }
    result(new Proposal(i, in.at(places.toSeq: _*), 2), 0, if (i == 5) Double.NaN else i.toDouble / (n + 1))
  }

  protected case class Swept(space: SearchSpace, record: SweepRecord, reasons: Seq[String]) {
    val table = new TrialTable(space, record.results)
    def report: Report = new SweepReport(space, record, table, reasons.asJava, "few rows", "accuracy").report(facts)
    def page: Document = {
      val page = Pages.parsed(HtmlReport.of(report))
      Pages.requireGood(page)
      page
    }
    def charts = new SweepCharts(space, "few rows", "accuracy")
    def scored: Seq[TrialTable.Row] = table.rows.asScala.filter(_.last.scored).toSeq
  }

  protected val facts = listOf(new Block.Fact("seed", "3"), new Block.Fact("sampler", "random"))

  protected def swept(
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

  protected lazy val thirty = swept(30)
}
