package treecast.search

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.RandomStream
import treecast.search.Searches._

import java.util.Optional
import scala.jdk.CollectionConverters._

/** Ranges, and the points between them. */
class SearchSpaceSpec extends AnyFunSuite {
  private val whole = new Interval(3, 6, false, true)
  private val logWhole = new Interval(1, 1000, true, true)
  private val choice = new Choice(java.util.List.of("relu", "tanh", "[10, 10]"))
  private val ranges = Seq(log(1e-6, 1e-2), linear(-2, 5), whole, logWhole, choice)

  test("every place has a value inside, whose place is near; the ends are the ends") {
    for (range <- ranges; i <- 0 to 200) {
      val value = range.decode(i / 200.0)
      val place = range.encode(value)
      assert(place >= 0 && place <= 1, s"$range $value")
      assert(
        range.decode(place) == value || math.abs(range.decode(place).toDouble / value.toDouble - 1) < 1e-12,
        s"$range $i"
      )
    }
    assert(log(1e-6, 1e-2).decode(0) == "1.0E-6" && log(1e-6, 1e-2).decode(1) == "0.01")
    assert(math.abs(log(1e-6, 1e-2).decode(0.5).toDouble / 1e-4 - 1) < 1e-12)
    assert(
      (0 until 400).map(i => whole.decode(i / 400.0)).groupBy(identity).view.mapValues(_.size).toMap ==
        Map("3" -> 100, "4" -> 100, "5" -> 100, "6" -> 100)
    )
    val below = (0 until 1000).count(i => logWhole.decode(i / 1000.0).toInt < 32)
    assert(below > 480 && below < 520, "half of the places lie below the geometric middle")
  }

  test("what lies outside has no place") {
    for (
      (range, outside) <- Seq(
        log(1, 2) -> "2.01",
        log(1, 2) -> "0.99",
        log(1, 2) -> "two",
        whole -> "3.5",
        choice -> "elu"
      )
    )
      assert(range.encode(outside).isNaN)
  }

  test("ranges that hold nothing, and logarithms that do not exist, are refused") {
    for (
      bad <- Seq[() => Any](
        () => linear(2, 2),
        () => linear(3, 2),
        () => linear(Double.NaN, 2),
        () => linear(0, Double.PositiveInfinity),
        () => linear(-1e308, 1e308),
        () => log(0, 1),
        () => log(-1, 1),
        () => new Interval(1.5, 3, false, true),
        () => new Interval(4, 3, false, true),
        () => new Interval(0, 3, true, true),
        () => new Choice(java.util.List.of()),
        () => new Choice(java.util.List.of("a", "a")),
        () => new SearchSpace(java.util.List.of())
      )
    ) {
      val refused = intercept[IllegalArgumentException](bad())
      assert(refused.getMessage.contains("expected") && refused.getMessage.contains("found"))
    }
    assert(new Interval(4, 4, false, true).decode(0.7) == "4")
  }

  private def when(path: String, range: Range, on: String, values: String*) =
    new Dimension(path, range, Optional.of(new Dimension.Condition(on, values.asJava)))

  private val optimizer = Dimension.of("optimizer", new Choice(java.util.List.of("sgd", "adam", "momentum")))
  private val momentum = when("optimizer.momentum", linear(0.5, 0.99), "optimizer", "momentum")
  private val beta = when("beta", linear(0.9, 0.99), "optimizer", "adam")
  private val deeper = when("a", whole, "beta", "0.95")
  private val conditional = new SearchSpace(java.util.List.of(momentum, beta, optimizer))

  test("a setting with a condition has a value where the condition holds, and only there") {
    val points = (0 until 300).map(i => conditional.random(RandomStream.of(7, i)))
    assert(points.map(_.values.get("optimizer")).toSet == Set("sgd", "adam", "momentum"))
    for (point <- points) {
      assert(point.values.containsKey("optimizer.momentum") == (point.values.get("optimizer") == "momentum"))
      assert(point.values.containsKey("beta") == (point.values.get("optimizer") == "adam"))
      assert(conditional.contains(point))
      assert(!conditional.contains(point.`with`("rate", "1")))
    }
    val grid = conditional.grid(3).asScala
    assert(grid.size == 3 + 3 + 1 && grid.distinct.size == grid.size && grid.forall(conditional.contains))
    assert(!conditional.contains(new Point(new java.util.TreeMap(java.util.Map.of("optimizer", "adam")))))
  }

  test("the order in which settings are written does not matter; circles and loose ends are refused") {
    val points = Seq(Seq(momentum, beta, optimizer), Seq(optimizer, beta, momentum), Seq(beta, momentum, optimizer))
      .map(ds => new SearchSpace(ds.asJava).random(RandomStream.of(1)))
    assert(points.distinct.size == 1)
    val circle = Seq(when("a", whole, "b", "3"), when("b", whole, "a", "3"))
    for (bad <- Seq(circle, Seq(beta), Seq(deeper)))
      assert(intercept[IllegalArgumentException](new SearchSpace(bad.asJava)).getMessage.contains("when"))
    val outside = new SearchSpace(java.util.List.of(optimizer, when("x", whole, "optimizer", "adm")))
    assert(intercept[IllegalArgumentException](outside.requireConditionsInside()).getMessage.contains("adm"))
  }

  test("a grid that is larger than a limit is not made to its end") {
    val kinds = (1 to 8).map(i => s"k$i")
    val kind = Dimension.of("kind", new Choice(kinds.asJava))
    val each = kinds.map { k =>
      val only = Optional.of(new Dimension.Condition("kind", java.util.List.of(k)))
      new Dimension(s"of-$k", linear(0, 1), only)
    }
    val space = new SearchSpace((kind +: each).asJava)
    assert(space.combinations(10) == 8e8 && space.grid(10).size == 80 && space.grid(10, 80) == space.grid(10))
    assert(space.grid(10, 60).size > 60)
    val vast = spaceOf((1 to 30).map(i => s"x$i" -> linear(0, 1)): _*)
    assert(vast.grid(10, 1000).size == 10000)
  }
}
