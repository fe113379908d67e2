package treecast.report

import org.scalatest.funsuite.AnyFunSuite
import treecast.chart.{Chart, Panel, Series}
import treecast.search.Searches.spaceOf

import scala.jdk.CollectionConverters._

/** The pictures of a sweep: curves of the best, scores by setting, all settings at once, ranges by round. */
class SweepChartsSpec extends AnyFunSuite with SweptTrials {
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

  test("ranges that narrow have their ends by round") {
    val narrowed = swept(12, rounds = 2)
    val ranges = narrowed.charts.ranges(narrowed.record.rounds).get
    assert(panels(ranges).map(_.title) == paths.filter(_ != "optimizer.name"), "a choice has no ends")
    val rates = panels(ranges).find(_.title == "rate").get.series.asScala.map(line)
    assert(rates == Seq(("largest", Seq(1.0, 2.0), Seq(1e-1, 1e-1)), ("smallest", Seq(1.0, 2.0), Seq(1e-4, 1e-3))))
  }

  test("a search of choices alone has no ranges to be drawn") {
    val choices = swept(6, rounds = 2, in = spaceOf("optimizer.name" -> names))
    assert(!choices.charts.ranges(choices.record.rounds).isPresent)
  }

  test("a setting that no trial came to has an empty panel") {
    val without = swept(6, name = i => if (i % 2 == 0) "sgd" else "adam")
    val momentum = panels(without.charts.slices(without.scored.asJava))(paths.indexOf("optimizer.momentum"))
    assert(line(momentum.series.get(0))._2.isEmpty)
  }
}
