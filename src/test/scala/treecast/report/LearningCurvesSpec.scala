package treecast.report

import org.scalatest.funsuite.AnyFunSuite
import treecast.chart.{Chart, Series}
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.optim.Schedule
import treecast.training._
import treecast.testing.Plans

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._

/** How trainings are drawn. */
class LearningCurvesSpec extends AnyFunSuite {
  private def plan(steps: Int): TrainingPlan = {
    val net = new MultiLayerNet(4, listOf(3), 2, Activation.RELU, Initializer.of("he"), 0)
    val halving: Schedule = step => math.pow(0.5, step)
    Plans.of(net.network(), rows = 10, batch = 5, steps = steps, initializer = net.initializer, schedule = halving)
  }

  private def history(losses: Seq[Double], every: Int, validated: Boolean = false): History = {
    val history = new History
    for ((loss, i) <- losses.zipWithIndex) {
      history.stepped(i + 1, 0, loss, StepTimes.NONE)
      if ((i + 1) % every == 0) {
        val validation = new Evaluation(if (validated) 4 else 0, i % 5, 1)
        history.evaluated(
          i + 1,
          new Evaluations(new Evaluation(100, i + 1L, 3), validation, new Evaluation(1000, i + 1L, 5))
        )
      }
    }
    history
  }

  private def curves(steps: Int, histories: History*) =
    new LearningCurves(plan(steps), histories.asJava, "a note")

  private def lines(chart: Chart): Seq[Series.Line] =
    chart.panels.get(0).series.asScala.map(_.asInstanceOf[Series.Line]).toSeq

  test("a loss is smoothed and keeps its length while it is short") {
    val losses = Seq.tabulate(40)(i => 2.0 / (i + 1) + i % 2)
    val Seq(line) = lines(curves(40, history(losses, 10)).loss)
    assert(line.x.toSeq == (1 to 40).map(_.toDouble))
    assert(line.y.toSeq == SmoothCurve.of(losses: _*).toSeq)
  }

  test("a long loss becomes the means of neighbours, at the middle of each stretch") {
    val losses = Seq.tabulate(2001)(_.toDouble)
    val Seq(line) = lines(curves(2001, history(losses, 100)).loss)
    assert(line.x.length == 401 && line.x.take(2).toSeq == Seq(3.0, 8.0))
    assert(line.y.toSeq == SmoothCurve.of(losses.grouped(5).map(g => g.sum / g.size).toSeq: _*).toSeq)
    assert(curves(2001, history(losses, 100)).loss.alternative.matches(".* from \\d.* to \\d.*"))
  }

  test("accuracies are drawn by epoch, with those of validation where there are any") {
    val Seq(train, test) = lines(curves(4, history(Seq(4, 3, 2, 1), 2)).accuracy)
    assert(train.name == "train" && test.name == "test")
    assert(train.x.toSeq == Seq(1.0, 2.0) && train.y.toSeq == Seq(0.02, 0.04) && test.y.toSeq == Seq(0.002, 0.004))
    val watched = curves(4, history(Seq(4, 3, 2, 1), 2, validated = true)).accuracy
    assert(lines(watched).map(_.name) == Seq("train", "validation", "test"))
    assert(lines(watched)(1).y.toSeq == Seq(0.25, 0.75))
    assert(watched.alternative.contains("test from 0.0020 to 0.0040"), watched.alternative)
  }

  test("members of an ensemble are curves of one name") {
    val both = curves(4, history(Seq(4, 3, 2, 1), 2), history(Seq(8, 7, 6, 5), 2))
    assert(lines(both.loss).map(_.name) == Seq("", ""))
    assert(lines(both.accuracy).map(_.name) == Seq("train", "train", "test", "test"))
    assert(both.loss.alternative.contains("2 members"))
  }

  test("the rate is the plan's, for the steps that were taken") {
    val Seq(line) = lines(curves(50, history(Seq(4, 3, 2, 1), 2)).rate)
    assert(line.x.toSeq == Seq(1.0, 2.0, 3.0, 4.0) && line.y.toSeq == Seq(0.1, 0.05, 0.025, 0.0125))
    val long = curves(5000, history(Seq.fill(1234)(1.0), 1234)).rate
    assert(lines(long).head.x.length < 500 && lines(long).head.x.last == 1234)
  }

  test("a table of evaluations shows some of many, the last one among them") {
    val few = EvaluationTable.of(plan(4), history(Seq(4, 3, 2, 1), 2))
    assert(
      few.rows.asScala.map(_.asScala.toSeq).toSeq ==
        Seq(
          Seq("1.00", "2", "0.0300", "0.0200", "0.0050", "0.0020"),
          Seq("2.00", "4", "0.0300", "0.0400", "0.0050", "0.0040")
        )
    )
    val many = EvaluationTable.of(plan(101), history(Seq.fill(101)(1.0), 1))
    assert(many.rows.asScala.map(_.get(1).toInt) == (5 to 101 by 6))
    val watched = EvaluationTable.of(plan(2), history(Seq(2, 1), 2, validated = true))
    assert(watched.header.asScala.indexOf("validation accuracy") == 5 && watched.rows.get(0).get(5) == "0.2500")
  }
}
