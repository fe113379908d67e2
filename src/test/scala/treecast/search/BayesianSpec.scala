package treecast.search

import org.scalatest.funsuite.AnyFunSuite
import treecast.search.Searches._

import scala.jdk.CollectionConverters._

/** Expected improvement, and what it makes of known functions. */
class BayesianSpec extends AnyFunSuite {
  test("the normal distribution function") {
    for ((z, p) <- Seq(0.0 -> 0.5, 1.0 -> 0.8413447, -1.0 -> 0.1586553, 1.959964 -> 0.975, -3.0 -> 0.0013499))
      assert(math.abs(Bayesian.normalBelow(z) - p) < 1e-6)
  }

  test("the expected improvement is the mean of what exceeds the best") {
    val prediction = new GaussianProcess.Prediction(0.3, 0.2)
    val steps = 200000
    val numeric = (0 until steps).map { i =>
      val z = -8 + 16.0 * (i + 0.5) / steps
      math.max(0, 0.3 + 0.2 * z - 0.4) * math.exp(-z * z / 2) / math.sqrt(2 * math.Pi) * 16 / steps
    }.sum
    assert(math.abs(Bayesian.improvement(prediction, 0.4) - numeric) < 1e-6)
  }

  /** Branin's function, upside down: three equal maxima of -0.397887. */
  private val square = spaceOf("x" -> linear(-5, 10), "y" -> linear(0, 15))

  private def branin(point: Point): Double = {
    val (x, y) = (number(point, "x"), number(point, "y"))
    val b = y - 5.1 / (4 * math.Pi * math.Pi) * x * x + 5 / math.Pi * x - 6
    -(b * b + 10 * (1 - 1 / (8 * math.Pi)) * math.cos(x) + 10)
  }

  test("expected improvement finds Branin's maximum where random points do not") {
    def found(sampler: Sampler, seed: Long): Double = withFolder { folder =>
      val evaluate: Sweep.Evaluator =
        (round, proposals, _, done) => proposals.forEach(p => done.accept(result(p, round, branin(p.point))))
      best(new Sweep(search(seed, 50, in = square), sampler, open(folder)).run(evaluate, silent), 1)
    }
    val pairs = (1 to 10).map(seed => (found(new Bayesian(10, 5), seed), found(new RandomSearch, seed)))
    info(pairs.map { case (b, r) => f"$b%.3f $r%.3f" }.mkString("; "))
    assert(pairs.forall(_._1 > -0.55), pairs.toString)
    assert(pairs.count { case (bayes, random) => bayes > random } >= 9)
  }

  private val cube = spaceOf((1 to 6).map(i => s"x$i" -> linear(0, 1)): _*)

  /** How far a point is from where the cube has its best. */
  private def distance(point: Point): Double =
    math.sqrt((1 to 6).map(i => math.pow(number(point, s"x$i") - 0.1 * i, 2)).sum)

  test("in six settings it refines what is best already") {
    val nearest = for (seed <- 1 to 4) yield withFolder { folder =>
      val evaluate: Sweep.Evaluator =
        (round, proposals, _, done) => proposals.forEach(p => done.accept(result(p, round, -distance(p.point))))
      -best(new Sweep(search(seed, 60, in = cube), new Bayesian(20, 10), open(folder)).run(evaluate, silent), 1)
    }
    assert(nearest.forall(_ < 0.08), nearest.toString)
  }

  test("of more results than it is fitted to, the best and the newest count") {
    val seen = for (i <- 1 to 400) yield {
      val score = if (i <= 200) 1 - i / 1000.0 else 0.1
      result(new Proposal(i, new Point(new java.util.TreeMap(java.util.Map.of("x", s"$i"))), 54), 0, score).result
    }
    assert(Bayesian.fitted(seen.asJava).asScala.map(_.trial) == (1 to 150) ++ (251 to 400))
    assert(Bayesian.fitted(seen.take(300).asJava).size == 300)
  }

  test("points of a round do not crowd") {
    val record = searched(search(2, 40), new Bayesian(16, 8))
    for (round <- record.rounds.asScala.tail) {
      val points = round.proposals.asScala.map(p => Bayesian.coordinates(space, p.point))
      assert(points.map(_.toSeq).distinct.size == points.size)
    }
  }

  test("where trials diverge it does not look for long") {
    val line = spaceOf("x" -> linear(0, 1))
    val evaluate: Sweep.Evaluator = (round, proposals, _, done) =>
      proposals.forEach { p =>
        val x = number(p.point, "x")
        done.accept(result(p, round, if (x > 0.5) Double.NaN else x))
      }
    for (seed <- 1 to 3) withFolder { folder =>
      val record = new Sweep(search(seed, 28, in = line), new Bayesian(8, 4), open(folder)).run(evaluate, silent)
      val later = record.results.asScala.drop(8)
      assert(later.count(!_.scored) <= 10, s"$seed ${later.count(!_.scored)}")
    }
  }

  test("what has been tried is not tried again") {
    val few =
      spaceOf("kind" -> new Choice(java.util.List.of("a", "b", "c")), "layers" -> new Interval(1, 4, false, true))
    val evaluate: Sweep.Evaluator =
      (round, proposals, _, done) =>
        proposals.forEach(p => done.accept(result(p, round, number(p.point, "layers") / 10)))
    val points = withFolder { folder =>
      val record = new Sweep(search(3, 11, in = few), new Bayesian(3, 4), open(folder)).run(evaluate, silent)
      record.results.asScala.map(_.point)
    }
    val (first, later) = points.splitAt(3)
    assert(later.size == 8 && later.distinct.size == 8 && later.intersect(first).isEmpty)
  }

  test("a choice is one coordinate for each value, a missing number the middle") {
    val in = spaceOf("kind" -> new Choice(java.util.List.of("a", "b")), "z" -> linear(0, 1))
    val values = new java.util.TreeMap(java.util.Map.of("kind", "b", "z", "0.25"))
    assert(Bayesian.coordinates(in, new Point(values)).toSeq == Seq(0, math.sqrt(0.5), 0.25))
  }
}
