package treecast.score

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.Matrix

import scala.jdk.CollectionConverters._

/** Every score is scikit-learn's on the same predictions. scripts/reference-scores.py made the values. */
class ScikitLearnSpec extends AnyFunSuite {
  private val within = 1e-12
  private lazy val cases = {
    val in = getClass.getResourceAsStream("/scores/scikit-learn.json")
    try new ObjectMapper().readTree(in).get("cases").elements.asScala.toSeq
    finally in.close()
  }

  private def numbers(node: JsonNode): Seq[Double] =
    node.elements.asScala.map(each => if (each.isNull) Double.NaN else each.asDouble).toSeq

  private def scores(of: JsonNode): Scores = {
    val rows = of.get("probabilities").elements.asScala.map(numbers).toSeq
    Scores.of(numbers(of.get("labels")).map(_.toInt).toArray, Matrix.of(rows.size, rows.head.size, rows.flatten: _*))
  }

  private def same(expected: JsonNode, found: Double, what: String): Unit =
    if (expected.isNull) assert(found.isNaN, what) else same(expected.asDouble, found, what)

  private def same(expected: Double, found: Double, what: String): Unit =
    assert(math.abs(found - expected) <= within, s"$what: expected $expected, found $found")

  private def same(expected: Seq[Double], found: Seq[Double], what: String): Unit = {
    assert(found.size == expected.size, what)
    for (((one, other), i) <- expected.zip(found).zipWithIndex)
      if (one.isNaN) assert(other.isNaN, s"$what $i") else same(one, other, s"$what $i")
  }

  /** Counted as 0 where there is nothing to divide by, as scikit-learn does with a warning. */
  private def orZero(score: Double): Double = if (score.isNaN) 0 else score

  for (each <- cases) {
    val expected = each.get("expected")
    val name = each.get("name").asText

    test(s"$name: confusion, precision, recall, F1 and their averages") {
      val confusion = scores(each).confusion
      val classes = 0 until confusion.classes
      assert(
        confusion.counts.map(_.map(_.toDouble).toSeq).toSeq == expected.get("confusion").asScala.map(numbers).toSeq
      )
      same(numbers(expected.get("precision")), classes.map(of => orZero(confusion.precision(of))), "precision")
      same(numbers(expected.get("recall")), classes.map(of => orZero(confusion.recall(of))), "recall")
      same(numbers(expected.get("f1")), classes.map(of => orZero(confusion.f1(of))), "F1")
      same(numbers(expected.get("support")), classes.map(confusion.support(_).toDouble), "support")
      same(expected.get("accuracy"), scores(each).accuracy, "accuracy")
      same(expected.get("balancedAccuracy"), confusion.balancedAccuracy, "balanced accuracy")
      for ((name, found) <- Seq("macro" -> confusion.`macro`, "weighted" -> confusion.weighted)) {
        same(expected.get(name).get("precision"), found.precision, s"$name precision")
        same(expected.get(name).get("recall"), found.recall, s"$name recall")
        same(expected.get(name).get("f1"), found.f1, s"$name F1")
      }
    }

    test(s"$name: log loss, Brier score and calibration") {
      val found = scores(each)
      same(expected.get("logLoss"), found.logLoss, "log loss")
      same(expected.get("brierScore"), found.brierScore, "Brier score")
      val calibration = expected.get("calibration")
      val bins = found.calibration.bins.asScala.toSeq
      same(numbers(calibration.get("rows")), bins.map(_.rows.toDouble), "rows")
      val occupied = bins.filter(_.rows > 0)
      same(numbers(calibration.get("accuracy")), occupied.map(_.accuracy), "accuracy")
      same(numbers(calibration.get("confidence")), occupied.map(_.confidence), "confidence")
      same(calibration.get("expectedError"), found.calibration.expectedError, "expected error")
    }

    test(s"$name: areas under the curves") {
      val found = scores(each)
      same(expected.get("rocAuc"), found.rocAuc, "area under the ROC curve")
      same(expected.get("averagePrecision"), found.averagePrecision, "average precision")
      val curves = found.curves.asScala.toSeq
      same(numbers(expected.get("rocAucOfClass")), curves.map(_.rocAuc), "area of class")
      same(numbers(expected.get("averagePrecisionOfClass")), curves.map(_.averagePrecision), "precision of class")
    }
  }

  test("the cases have ties, absent classes and one class alone") {
    assert(cases.size >= 14)
    for (words <- Seq("many equal", "one without rows", "rows of one alone", "edges of bins"))
      assert(cases.exists(_.get("name").asText.contains(words)), words)
    assert(cases.exists(_.get("expected").get("rocAuc").isNull))
  }
}
