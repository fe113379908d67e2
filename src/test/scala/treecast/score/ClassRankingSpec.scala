package treecast.score

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.Matrix

import scala.jdk.CollectionConverters._
import scala.util.Random

/** Curves of ranked rows: those of the definition, whatever the parts in which the rows arrive. */
class ClassRankingSpec extends AnyFunSuite {
  private def rows(seed: Int, count: Int, values: Int): Seq[(Int, Double)] = {
    val random = new Random(seed)
    Seq.fill(count)((random.nextInt(3), random.nextInt(values).toDouble / values))
  }

  private def ranking(rows: Seq[(Int, Double)]): ClassRanking =
    ClassRanking.of(1, rows.map(_._1).toArray, rows.map(_._2).toArray)

  test("the area under the ROC curve is the share of pairs in order, where equal ones count half") {
    for (seed <- 1 to 5; values <- Seq(2, 5, 1000)) {
      val some = rows(seed, 80, values)
      val pairs =
        for ((1, yes) <- some; (no, other) <- some if no != 1) yield if (yes > other) 2 else if (yes == other) 1 else 0
      assert(ranking(some).curves.rocAuc == pairs.map(_.toLong).sum / (2.0 * pairs.size), s"seed $seed, $values values")
    }
  }

  test("the same bits, whatever the parts and their order") {
    val all = rows(7, 500, 40)
    val whole = ranking(all).curves
    for (seed <- 1 to 5) {
      val random = new Random(seed)
      val parts = random.shuffle(random.shuffle(all).grouped(1 + random.nextInt(200)).map(ranking).toSeq)
      val found = ClassRanking.total(parts.asJava).curves
      assert(found.rocAuc == whole.rocAuc && found.averagePrecision == whole.averagePrecision)
      assert(found.roc.x.toSeq == whole.roc.x.toSeq && found.roc.y.toSeq == whole.roc.y.toSeq)
      assert(found.precisionRecall.y.toSeq == whole.precisionRecall.y.toSeq)
    }
  }

  test("equal rows are one point of a curve, and a curve has its ends") {
    val curves = ranking(Seq(1 -> 0.9, 0 -> 0.5, 1 -> 0.5, 1 -> 0.2, 0 -> 0.1)).curves
    assert(curves.roc.x.toSeq == Seq(0, 0, 0.5, 0.5, 1, 1))
    assert(curves.roc.y.toSeq == Seq(0, 1.0 / 3, 2.0 / 3, 1, 1, 1))
    assert(curves.precisionRecall.x.toSeq == Seq(1.0 / 3, 2.0 / 3, 1, 1))
    assert(curves.precisionRecall.y.toSeq == Seq(1, 2.0 / 3, 0.75, 0.6))
  }

  test("a long curve has no more points than can be seen") {
    val random = new Random(3)
    val long = ranking(Seq.fill(20000)((random.nextInt(2), random.nextDouble())))
    val points = long.curves.roc.x.length
    assert(points > 400 && points < 1100, points)
  }

  test("what is no number makes the scores undefined") {
    val scores = Scores.of(Array(0, 1, 1), Matrix.of(3, 2, 0.5, 0.5, Double.NaN, Double.NaN, 0.2, 0.8))
    assert(scores.rocAuc.isNaN && scores.averagePrecision.isNaN && scores.logLoss.isNaN && scores.brierScore.isNaN)
    assert(scores.calibration.expectedError.isNaN)
  }
}
