package treecast.report

import org.scalatest.funsuite.AnyFunSuite
import treecast.training.{Evaluation, Evaluations}

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._

/** What an accuracy does not say by itself is said in words. */
class RemarksSpec extends AnyFunSuite {
  private val remarks = new Remarks(listOf("fine", "fraud\u001b", "odd"))

  private def told(train: Seq[Long], test: Seq[Long]): Seq[String] =
    remarks.onRows(train.toArray, test.toArray).asScala.toSeq

  test("one class with nearly all rows, and what that answer for every row is worth") {
    val Seq(remark) = told(Seq(970, 20, 10), Seq(96, 2, 2))
    assert(
      remark.startsWith(
        "97.0 % of the training rows are of class fine: this answer for every row has an accuracy of 0.9600"
      )
    )
    assert(told(Seq(90, 5, 5), Seq(1, 1, 1)).size == 1 && told(Seq(89, 6, 5), Seq(1, 1, 1)).isEmpty)
    val Seq(second) = told(Seq(1, 98, 1), Seq(1, 1, 2))
    assert(
      second.startsWith("98.0 % of the training rows are of class fraud\\u001b:") && second.contains(
        "accuracy of 0.2500"
      )
    )
  }

  test("classes without test rows") {
    assert(
      told(Seq(5, 5, 5), Seq(9, 0, 1)) == Seq(
        "no test row is of class fraud\\u001b: scores of test rows say nothing of it"
      )
    )
    val many = new Remarks((0 until 15).map(_.toString).asJava).onRows(Array.fill(15)(1L), 1L +: Array.fill(14)(0L))
    assert(
      many.asScala.toSeq == Seq(
        s"no test row is of class ${(1 to 12).mkString(" or ")} or 2 more: scores of test rows say nothing of it"
      )
    )
  }

  private def gap(train: Long, validation: Long, test: Long, validated: Boolean = true): Option[String] = {
    val held = if (validated) new Evaluation(100, validation, 1) else new Evaluation(0, 0, 0)
    val found = new Evaluations(new Evaluation(100, train, 1), held, new Evaluation(100, test, 1))
    val remark = Remarks.onGap(found)
    if (remark.isPresent) Some(remark.get) else None
  }

  test("training rows that are known better than validation rows, or than test rows if there are none") {
    assert(gap(95, 80, 95).exists(_.startsWith("the train accuracy, 0.9500, is 0.1500 above the validation accuracy")))
    assert(gap(95, 0, 80, validated = false).exists(_.contains("above the test accuracy")))
    assert(gap(95, 90, 50).isEmpty && gap(95, 0, 90, validated = false).isEmpty && gap(80, 95, 95).isEmpty)
  }
}
