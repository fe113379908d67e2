package treecast.search

import org.scalatest.funsuite.AnyFunSuite
import treecast.search.Searches._

import scala.jdk.CollectionConverters._

/** Trials in the order of their ranking. */
class TrialTableSpec extends AnyFunSuite {
  private def table(trials: (Int, Int, Double)*): TrialTable = {
    val results = trials.map { case (trial, epochs, score) =>
      result(new Proposal(trial, space.at(0.5, 0.5), epochs), 0, score).result
    }
    new TrialTable(space, results.asJava)
  }

  test("a trial's row is that of its last result, with the cost of all") {
    val rows = table((1, 2, 0.9), (2, 2, 0.8), (1, 6, 0.5)).rows.asScala
    assert(rows.map(_.last.trial) == Seq(1, 2) && rows.map(_.last.score) == Seq(0.5, 0.8))
    assert(rows.map(_.epochs) == Seq(8, 2) && rows.map(_.seconds) == Seq(0.5, 0.25))
  }

  test("the winner came to its end with a score") {
    assert(table((1, 2, 0.9), (2, 2, 0.8), (1, 6, 0.5)).winner.get.trial == 1)
    val none = table((1, 2, 0.9), (2, 2, 0.8), (1, 6, Double.NaN))
    assert(none.winner.isEmpty && none.endings == "1 diverged, 1 stopped")
    assert(table((1, 6, Double.NaN)).winner.isEmpty && table().winner.isEmpty)
  }
}
