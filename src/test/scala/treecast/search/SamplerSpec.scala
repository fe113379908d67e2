package treecast.search

import org.scalatest.funsuite.AnyFunSuite
import treecast.search.Searches._

import java.util.Collections
import scala.jdk.CollectionConverters._

/** What samplers choose is a function of the seed and of the rounds before. */
class SamplerSpec extends AnyFunSuite {

  /** A grid has no random points, and takes no more trials than it has points. */
  private val random = samplers.filterNot(_.isInstanceOf[Grid])

  test("the table has samplers of all kinds: what follows holds for each that is registered") {
    assert(samplers.map(_.getClass.getSimpleName).toSet.size == 5 && samplers.size == 6)
  }

  for (sampler <- samplers) {
    test(s"$sampler: the order in which trials end does not matter, nor how many run at once") {
      val one = describe(searched(search(3, 60), sampler))
      for (seed <- 1 to 3) assert(describe(searched(search(3, 60), sampler, shuffled(seed))) == one)
      assert(one.size > 20)
    }

    test(s"$sampler: trials are numbered from the first, and all lie inside") {
      val record = searched(search(3, 60, first = 101), sampler)
      val trials = record.results.asScala.map(_.trial).distinct.sorted
      assert(trials == (101 until 101 + trials.size) && record.results.asScala.forall(r => space.contains(r.point)))
      assert(record.complete)
    }

    test(s"$sampler: the same rounds give the same proposals when asked again, and change nothing that they see") {
      val record = searched(search(5, 40), sampler)
      for (round <- 0 to record.rounds.size) {
        val earlier = record.results.asScala.filter(_.round < round).asJava
        val (one, other) =
          (
            sampler.propose(search(5, 40), round, earlier),
            sampler.propose(search(5, 40), round, Collections.unmodifiableList(earlier))
          )
        assert(one == other)
        if (round < record.rounds.size) assert(one == record.rounds.get(round)) else assert(one.proposals.isEmpty)
      }
    }
  }

  for (sampler <- random)
    test(s"$sampler: another seed gives other points, and more trials begin with the same ones") {
      def first(seed: Long, trials: Int) =
        sampler.propose(search(seed, trials), 0, java.util.List.of()).proposals.asScala
      assert(first(1, 40).map(_.point).intersect(first(2, 40).map(_.point)).isEmpty)
      assert(first(1, 80).take(20) == first(1, 40).take(20))
    }

  test("random points are all different") {
    val points = searched(search(1, 200), new RandomSearch).results.asScala.map(_.point)
    assert(points.size == 200 && points.distinct.size == 200)
  }

  test("grid: every combination once; those that are known already are not tried again") {
    val record = searched(search(1, 100), new Grid(5))
    assert(record.results.size == 25 && record.results.asScala.map(_.point).distinct.size == 25)
    assert(record.results.asScala.map(r => number(r.point, "rate")).toSet.size == 5)
    val known = record.results.asScala.take(7).toSeq
    val more = searched(search(1, 100, adopted = known, first = 50), new Grid(5)).results.asScala
    assert(more.size == 18 && more.map(_.point).intersect(known.map(_.point)).isEmpty)
    val elsewhere = searched(search(9, 7), new RandomSearch).results.asScala.toSeq
    assert(searched(search(1, 25, adopted = elsewhere, first = 50), new Grid(5)).results.size == 25)
  }

  test("adopted results count as trials, and are looked at") {
    val known = searched(search(9, 20), new RandomSearch).results.asScala.toSeq
    for (sampler <- random) {
      val record = searched(search(3, 60, adopted = known, first = 21), sampler)
      assert(record.results.asScala.map(_.trial).distinct.size == 40)
    }
    val narrowed = new Narrowing(7, 0.3, 0.1, 0.1).propose(search(3, 60, known, 21), 0, java.util.List.of())
    assert(narrowed.space != space && narrowed.reasons.size == 2)
  }

  test("hyperband: few epochs for all, the best third goes on, and trials keep their points") {
    val record = searched(search(1, 81), new Hyperband(2, 3, 1))
    val rungs = record.results.asScala.groupBy(_.round).toSeq.sortBy(_._1).map(_._2)
    assert(rungs.map(_.map(_.epochs).distinct.toSeq) == Seq(Seq(2), Seq(6), Seq(18), Seq(54)))
    assert(rungs.map(_.size) == Seq(81, 27, 9, 3))
    for (Seq(before, after) <- rungs.sliding(2)) {
      val goOn = Ranking.best[Result](before.asJava, _.score, after.size).asScala.map(r => r.trial -> r.point).toSet
      assert(after.map(r => r.trial -> r.point).toSet == goOn)
    }
    val brackets = searched(search(1, 81), new Hyperband(2, 3, 9)).results.asScala
    assert(brackets.filter(_.round == 0).map(_.epochs).toSet == Set(2, 6, 18, 54))
    assert(brackets.groupBy(_.trial).forall { case (_, rs) => rs.map(_.epochs).distinct.size == rs.size })
  }

  test("hyperband: where all of a bracket diverge, none goes on") {
    withFolder { folder =>
      val wild: Sweep.Evaluator =
        (round, proposals, _, done) => proposals.forEach(p => done.accept(result(p, round, Double.NaN)))
      val record = new Sweep(search(1, 9), new Hyperband(2, 3, 1), open(folder)).run(wild, silent)
      assert(record.complete && record.rounds.size == 1 && record.results.size == 9)
    }
  }

  test("at equal cost narrowing, Bayesian search and Hyperband beat random points on a known function") {
    def mean(of: Int => Double) = (1 to 10).map(of).sum / 10
    val random = mean(seed => best(searched(search(seed, 60), new RandomSearch), 5))
    val narrowing = mean(seed => best(searched(search(seed, 60), new Narrowing(15, 0.25, 0.1, 0.1)), 5))
    val bayesian = mean(seed => best(searched(search(seed, 60), new Bayesian(15, 9)), 5))
    val costs = (1 to 10).map(seed => epochs(searched(search(seed, 190), new Hyperband(2, 3, 9))))
    assert(costs.forall(_ <= 60 * 54), costs.toString)
    val hyperband = mean(seed => best(searched(search(seed, 190), new Hyperband(2, 3, 9)), 5))
    info(f"random $random%.4f narrowing $narrowing%.4f bayesian $bayesian%.4f hyperband $hyperband%.4f")
    assert(narrowing > random && bayesian > random && hyperband > random)
  }
}
