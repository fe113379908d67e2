package treecast.linalg

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.RandomStream.Purpose

import java.util.SplittableRandom

class RandomStreamSpec extends AnyFunSuite {
  private val numbers = 200000
  private val stream = RandomStream.of(11)

  private def moments(x: Int => Double): Seq[Double] =
    (1 to 4).map(power => (0 until numbers).map(i => math.pow(x(i), power.toDouble)).sum / numbers)

  test("it is SplitMix64: number i of key k is the i-th of Java's SplittableRandom started at k") {
    for (key <- Seq(0L, 1L, 42L, -1L, Long.MinValue, 0x123456789abcdefL)) {
      val random = new SplittableRandom(key)
      for (i <- 0 until 100) assert(new RandomStream(key).bits(i.toLong) == random.nextLong())
    }
    // The first outputs of the reference implementation for seed 1234567.
    val known = Seq(6457827717110365317L, 3203168211198807973L, -8629252141511181193L)
    assert(known.indices.map(i => new RandomStream(1234567).bits(i.toLong)) == known)
  }

  test("uniform numbers lie on [0, 1) and have the moments of uniform numbers") {
    assert((0 until numbers).forall(i => stream.uniform(i.toLong) >= 0 && stream.uniform(i.toLong) < 1))
    for ((moment, power) <- moments(i => stream.uniform(i.toLong)).zip(1 to 4))
      assert(math.abs(moment - 1.0 / (power + 1)) < 4 * 0.3 / math.sqrt(numbers.toDouble), s"power $power")
  }

  test("normal numbers have the moments of normal numbers, and neighbours are uncorrelated") {
    val deviations = Seq(1.0, math.sqrt(2), math.sqrt(15), math.sqrt(96)) // of x, x², x³, x⁴
    for (((moment, deviation), expected) <- moments(i => stream.normal(i.toLong)).zip(deviations).zip(Seq(0, 1, 0, 3)))
      assert(math.abs(moment - expected) < 4 * deviation / math.sqrt(numbers.toDouble))
    val correlation = (0 until numbers).map(i => stream.normal(i.toLong) * stream.normal(i + 1L)).sum / numbers
    assert(math.abs(correlation) < 4 / math.sqrt(numbers.toDouble))
  }

  test("integers below a bound come about equally often, up to the largest bound") {
    for (bound <- Seq(1, 2, 3, 10, 97)) {
      val counts = (0 until numbers).groupBy(i => stream.below(i.toLong, bound)).map { case (k, v) => k -> v.size }
      assert(counts.keySet == (0 until bound).toSet)
      val expected = numbers.toDouble / bound
      for (count <- counts.values) assert(math.abs(count - expected) < 5 * math.sqrt(expected) + 1)
    }
    val large = (0 until numbers).map(i => stream.below(i.toLong, Int.MaxValue))
    assert(large.min >= 0)
    assert(large.max < Int.MaxValue)
    val mean = large.map(_.toDouble).sum / numbers / Int.MaxValue
    assert(math.abs(mean - 0.5) < 4 * 0.3 / math.sqrt(numbers.toDouble))
  }

  private val seeds = Seq(0L, 1L, 2L, -1L, 1L << 32, Long.MaxValue)
  private val paths: Seq[Seq[Long]] =
    Seq(Seq(), Seq(0), Seq(1), Seq(0, 0), Seq(0, 1), Seq(1, 0), Seq(-1), Seq(1L << 32), Seq(1, 2, 3), Seq(3, 2, 1))

  test("one seed gives each purpose and each path a stream of its own") {
    for (seed <- seeds) {
      val streams = for (purpose <- Purpose.values.toSeq; path <- paths) yield RandomStream.of(purpose, seed, path: _*)
      assert(streams.map(_.key).distinct.size == streams.size)
      assert(streams.flatMap(stream => (0L until 20L).map(stream.bits)).distinct.size == 20 * streams.size)
    }
  }

  test("one purpose and path has another stream for each seed") {
    for (purpose <- Purpose.values; path <- paths) {
      val streams = (seeds ++ (3L to 200L)).map(RandomStream.of(purpose, _, path: _*))
      assert(streams.map(_.key).distinct.size == streams.size)
    }
  }

  test("no purpose of one seed has the stream of another purpose of another seed") {
    val streams = for (purpose <- Purpose.values.toSeq; seed <- -10L to 10L) yield RandomStream.of(purpose, seed)
    assert(streams.map(_.key).distinct.size == streams.size)
  }

  test("for ever: numbers that a later version has to give as well") {
    val weights = RandomStream.of(Purpose.WEIGHTS, 1, 1)
    assert(weights.key == -714355214154417995L)
    assert(weights.normal(0) == 0.24223197200781504)
    val shuffled = RandomStream.of(Purpose.SHUFFLED_ROWS, 1, 2, 3)
    assert(shuffled.key == 8274999435865599224L)
    assert((0 until 10).map(new Permutation(10, shuffled).at) == Seq(8, 9, 2, 0, 1, 3, 6, 7, 4, 5))
    assert(RandomStream.of(Purpose.DRAWN_ROWS, 1, 2, 3).below(0, 1000) == 539)
    assert(RandomStream.of(Purpose.DROPOUT, 1, 2, 3, 4).uniform(0) == 0.8857267629371451)
  }
}
