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

  test("trials that were stopped come behind those that trained longer, those without a score last") {
    val trials = Seq(2 -> 0.9, 50 -> 0.5, 6 -> 0.7, 50 -> Double.NaN, 50 -> 0.6, 6 -> 0.8, 2 -> Double.NaN)
    val results = trials.zipWithIndex.map { case ((epochs, score), i) =>
      Searches.result(new Proposal(i, new Point(new java.util.TreeMap), epochs), 0, score).result
    }
    val ranked = Ranking.ofTrials[Result](results.asJava, identity[Result]).asScala.map(_.trial)
    assert(ranked == Seq(4, 1, 5, 2, 0, 3, 6))
  }
}
