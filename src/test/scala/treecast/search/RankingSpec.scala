package treecast.search

import org.scalatest.funsuite.AnyFunSuite

import scala.jdk.CollectionConverters._

class RankingSpec extends AnyFunSuite {
  private def best(most: Int, accuracies: Double*): Seq[Int] =
    Ranking.best[Int](accuracies.indices.asJava, accuracies(_), most).asScala.toSeq

  test("the highest accuracy first; of equals the one that was tried first") {
    assert(best(9, 0.5, 0.7, 0.5, 0.9, 0.7) == Seq(3, 1, 4, 0, 2))
    assert(best(2, 0.5, 0.7, 0.5, 0.9, 0.7) == Seq(3, 1))
    assert(best(5).isEmpty)
  }

  test("what is no number comes last") {
    assert(best(9, Double.NaN, 0, 0.1, Double.NaN) == Seq(2, 1, 0, 3))
  }
}
