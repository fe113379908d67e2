package treecast.search

import org.scalatest.funsuite.AnyFunSuite
import treecast.search.Searches._

import scala.jdk.CollectionConverters._

/** Ranges that narrow around the best trials. */
class NarrowingSpec extends AnyFunSuite {
  private def extent(space: SearchSpace, path: String): Double = {
    val range = space.dimension(path).get.range.asInstanceOf[Interval]
    math.log(range.to / range.from)
  }

  test("never wider, never narrower than the floor, each change with its reason") {
    for (seed <- 1 to 20) {
      val record = searched(search(seed, 140), new Narrowing(7, 0.3, 0.1, 0.05))
      val rounds = record.rounds.asScala
      assert(rounds.size == 20)
      val spaces: Seq[SearchSpace] = rounds.map(_.space).toSeq
      for (path <- Seq("rate", "decay"); (before, after) <- spaces.zip(spaces.tail)) {
        val Seq(wide, narrow) = Seq(before, after).map(_.dimension(path).get.range.asInstanceOf[Interval])
        assert(narrow.from >= wide.from && narrow.to <= wide.to)
        assert(extent(after, path) >= 0.05 * extent(space, path) * (1 - 1e-9))
      }
      assert(extent(rounds.last.space, "rate") < 0.3 * extent(space, "rate"))
      for (round <- rounds.tail; path <- Seq("rate", "decay"))
        assert(round.reasons.asScala.count(_.startsWith(path + " ")) == 1)
      for (round <- rounds; p <- round.proposals.asScala) assert(round.space.contains(p.point))
    }
  }

  test("whole numbers and choices narrow too, and what has no good trial stays") {
    val layers = new Interval(1, 9, false, true)
    val in = spaceOf("layers" -> layers, "kind" -> new Choice(java.util.List.of("a", "b", "c", "d")))
    val narrowing = new Narrowing(10, 0.2, 0, 0.01)
    def tried(trial: Int, layers: Int, kind: String, score: Double) = {
      val point = new Point(new java.util.TreeMap(java.util.Map.of("layers", s"$layers", "kind", kind)))
      result(new Proposal(trial, point, 54), 0, score).result
    }
    val (good, poor) = (Seq(tried(1, 4, "b", 0.9), tried(2, 5, "b", 0.8)), Seq(tried(5, 3, "b", 0.2)))
    val seen = good ++ poor ++ Seq(tried(3, 7, "a", 0.1), tried(6, 9, "a", 0.1), tried(4, 1, "c", Double.NaN))
    def layersAfter(seen: Seq[Result]) = narrowing.narrow(in, in, seen.asJava).space.dimension("layers").get.range
    val after = narrowing.narrow(in, in, seen.asJava).space
    assert(after.dimension("layers").get.range == new Interval(3, 7, false, true), "the nearest that were not kept")
    assert(after.dimension("kind").get.range == new Choice(java.util.List.of("b", "d")), "d was never tried")
    assert(layersAfter(good ++ poor) == new Interval(3, 9, false, true), "above 5 nothing was tried")
    assert(layersAfter(good) == layers)
    val none = narrowing.narrow(in, in, seen.takeRight(1).asJava)
    assert(none.space == in && none.reasons.asScala.forall(_.contains("stays")))
  }

  test("what was stopped early is no better than what trained to the end") {
    def tried(trial: Int, x: Double, epochs: Int, score: Double) = {
      val point = new Point(new java.util.TreeMap(java.util.Map.of("x", s"$x")))
      result(new Proposal(trial, point, epochs), 0, score).result
    }
    val seen = Seq(tried(1, 4, 54, 0.5), tried(2, 5, 54, 0.4), tried(3, 1, 2, 0.9), tried(4, 2, 2, 0.8))
    val after = new Narrowing(10, 0.2, 0, 0.01).narrow(ten, ten, seen.asJava).space.dimension("x").get.range
    assert(after == linear(2, 10))
  }

  private lazy val ten = spaceOf("x" -> linear(0, 10))

  private def tried(x: Double, score: Double): Result = {
    val point = new Point(new java.util.TreeMap(java.util.Map.of("x", s"$x")))
    result(new Proposal(1, point, 54), 0, score).result
  }

  /** Where two good trials and poor ones leave a range of x. */
  private def narrowed(before: SearchSpace, margin: Double, floor: Double, good: (Double, Double), poor: Double*) = {
    val seen = Seq(tried(good._1, 0.9), tried(good._2, 0.8)) ++ poor.map(tried(_, 0.1))
    val narrowing = new Narrowing(10, 0.2, margin, floor)
    val after = narrowing.narrow(ten, before, seen.asJava).space.dimension("x").get.range.asInstanceOf[Interval]
    (after.from, after.to)
  }

  private def close(found: (Double, Double), expected: (Double, Double)): Unit =
    assert(math.abs(found._1 - expected._1) < 1e-9 && math.abs(found._2 - expected._2) < 1e-9, s"$found $expected")

  test("a range reaches to the nearest poor trials, and a margin beyond the good ones at least") {
    close(narrowed(ten, 0, 0.01, (4, 6), 3.9, 6.1, 1, 9), (3.9, 6.1))
    close(narrowed(ten, 0.1, 0.01, (4, 6), 3.9, 6.1, 1, 9), (3.8, 6.2))
    close(narrowed(ten, 0.1, 0.01, (4, 6), 3, 9), (3, 9))
    close(narrowed(ten, 5, 0.01, (4, 6), 3.9, 6.1), (0, 10))
  }

  test("the floor is a share of the first range, around the good trials and inside the range before") {
    close(narrowed(ten, 0, 0.1, (5, 5.1), 4.9, 5.2), (4.55, 5.55))
    val before = spaceOf("x" -> linear(4, 6))
    close(narrowed(before, 0, 0.1, (5, 5.1), 4.9, 5.2), (4.55, 5.55))
    close(narrowed(before, 0, 0.1, (4.1, 4.2), 4.3), (4, 5))
    close(narrowed(before, 0, 0.5, (5, 5.1), 4.9, 5.2), (4, 6))
  }

  test("a trial outside the range before counts for nothing, however good it is") {
    val before = spaceOf("x" -> linear(4, 6))
    val seen = Seq(tried(9, 0.99), tried(4.5, 0.9), tried(5, 0.8), tried(4.4, 0.1), tried(5.1, 0.1))
    val after = new Narrowing(10, 0.2, 0, 0.01).narrow(ten, before, seen.asJava).space.dimension("x").get.range
    assert(after == linear(4.4, 5.1))
  }
}
