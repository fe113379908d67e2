package treecast.data

import org.scalatest.funsuite.AnyFunSuite

import java.util.concurrent.atomic.AtomicInteger
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Medians by counting, against sorted values. */
class MedianSearchSpec extends AnyFunSuite {
  private val random = new Random(7)

  private def bits(value: Double): Long = java.lang.Double.doubleToRawLongBits(value)

  /** Median of values that are sorted. */
  private def sorted(values: Seq[Double]): Double = {
    val present = values.filterNot(_.isNaN).toArray
    java.util.Arrays.sort(present)
    if (present.isEmpty) 0 else present((present.length - 1) / 2) / 2 + present(present.length / 2) / 2
  }

  /** Medians of columns whose rows are counted in parts, and the number of passes. */
  private def searched(columns: Seq[Seq[Double]], parts: Int, known: Boolean): (Seq[Double], Int) = {
    val rows = columns.transpose.map(_.toArray)
    val passes = new AtomicInteger
    val count: java.util.function.Function[ValueRanges, java.util.List[ValueCounts]] = ranges => {
      passes.incrementAndGet
      assert(ranges.buckets * ranges.features.length <= MedianSearch.MAX_BUCKETS && ranges.buckets >= 16)
      val counts = Seq.fill(parts)(ranges.count)
      for ((row, i) <- rows.zipWithIndex) counts(i * 7 % parts).add(row, 0)
      counts.asJava
    }
    val moments = new Moments(columns.size)
    rows.foreach(moments.add(_, 0))
    val medians =
      if (known) MedianSearch.of(moments.minima, moments.maxima, count) else MedianSearch.of(columns.size, count)
    (medians.toSeq, passes.get)
  }

  private def check(columns: Seq[Seq[Double]]): Unit =
    for (known <- Seq(true, false); parts <- Seq(1, 3)) {
      val (found, passes) = searched(columns, parts, known)
      for ((column, j) <- columns.zipWithIndex)
        assert(bits(found(j)) == bits(sorted(column)), s"${column.take(20)} of ${column.size}, $parts parts")
      assert(passes <= 18)
    }

  private val anyBits: () => Double = () => {
    val value = java.lang.Double.longBitsToDouble(random.nextLong())
    if (java.lang.Double.isFinite(value)) value else -Double.MaxValue
  }
  private val kinds: Seq[() => Double] = Seq(
    () => random.nextGaussian(),
    () => random.nextInt(5).toDouble,
    () => random.nextInt(2000) / 8.0 - 100,
    () => -1e9 - random.nextInt(1000),
    () => math.exp(60 * random.nextGaussian()),
    () => Seq(-0.0, 0.0, 1.0)(random.nextInt(3)),
    () => Seq(-0.0, 0.0)(random.nextInt(2)),
    () => Seq(-Double.MaxValue, Double.MaxValue, Double.MinPositiveValue)(random.nextInt(3)),
    () => random.nextInt(9) * java.lang.Double.MIN_VALUE,
    () => 1 + random.nextInt(100) * math.ulp(1.0),
    anyBits
  )

  test("the median of any values is that of a sort, bit for bit: negative, equal, zeros of both signs, far apart") {
    for (size <- Seq(2, 3, 4, 7, 50, 1001, 4000)) check(kinds.map(kind => Seq.fill(size)(kind())))
    for (_ <- 1 to 200) {
      val size = 1 + random.nextInt(12)
      check(Seq.fill(4)(Seq.fill(size)(kinds(random.nextInt(kinds.size))())))
    }
  }

  test("one row has its values; missing ones do not count, and of nothing but missing ones the median is 0") {
    check(kinds.map(kind => Seq(kind())))
    check(Seq(Seq(Double.NaN), Seq(-3.5)))
    for (size <- Seq(2, 9, 400))
      check(
        Seq.fill(size)(Double.NaN) +:
          kinds.map(kind => Seq.fill(size)(if (random.nextInt(3) == 0) Double.NaN else kind()))
      )
  }

  test("many features take their turns, with few buckets each, and no more passes than are stated") {
    val features = MedianSearch.MAX_FEATURES + 5
    val columns = Seq.tabulate(features)(j => Seq.fill(5)(if (j % 3 == 0) anyBits() else random.nextGaussian()))
    val (found, passes) = searched(columns, 1, known = true)
    for (j <- 0 until features) assert(bits(found(j)) == bits(sorted(columns(j))), j)
    assert(passes <= 2 * 18)
  }

  test("usual columns take one pass if they have few different values, and three at most") {
    val few = Seq.fill(20)(Seq.fill(5000)(random.nextInt(300) / 10.0))
    assert(searched(few, 2, known = true)._2 == 1)
    val usual = Seq.fill(20)(Seq.fill(20000)(random.nextGaussian() * 30 + 100))
    assert(searched(usual, 2, known = true)._2 <= 3)
  }

  test("a range holds its first and its last value, and of two zeros the one that it begins with") {
    for (byValue <- Seq(true, false)) {
      val range = new ValueRanges(Array(0), Array(0.0), Array(1.0), 16, byValue)
      assert(Seq(0.0, 1.0).map(range.bucket(0, _)) == Seq(0, 15))
      for (outside <- Seq(-0.0, -1.0, math.nextUp(1.0))) assert(range.bucket(0, outside) == -1)
    }
  }
}
