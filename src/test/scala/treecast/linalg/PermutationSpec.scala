package treecast.linalg

import org.scalatest.funsuite.AnyFunSuite

class PermutationSpec extends AnyFunSuite {
  private def order(size: Int, seed: Long): Seq[Int] = {
    val permutation = new Permutation(size, RandomStream.of(seed))
    (0 until size).map(permutation.at)
  }

  test("each element stands at one place, for sizes of every kind") {
    val sizes = (1 to 130) ++ Seq(255, 256, 257, 1000, 1021, 1023, 1024, 1025, 4097, 7500, 60000)
    for (size <- sizes; seed <- Seq(0L, 1L, -1L, Long.MaxValue))
      assert(order(size, seed).sorted == (0 until size), s"size $size, seed $seed")
  }

  test("the largest size works, and places that are none are refused") {
    val permutation = new Permutation(Int.MaxValue, RandomStream.of(1))
    val some = (0 until 1000).map(i => permutation.at(i * 2147483))
    assert(some.distinct.size == 1000)
    assert(some.forall(i => i >= 0 && i < Int.MaxValue))
    for (place <- Seq(-1, 5, Int.MaxValue))
      intercept[IndexOutOfBoundsException](new Permutation(5, RandomStream.of(1)).at(place))
  }

  test("streams give orders of their own, the same ones each time") {
    val orders = (0L until 50L).map(order(60, _))
    assert(orders.distinct.size == 50)
    assert(orders == (0L until 50L).map(order(60, _)))
  }

  /** Sum of squared deviations over the expectation. */
  private def chiSquare(counts: Iterable[Int], expected: Double): Double =
    counts.map(count => (count - expected) * (count - expected) / expected).sum

  test("all 120 orders of five come, none half or twice as often as it should") {
    val counts = (0L until 24000L).map(order(5, _)).groupBy(identity).values.map(_.size)
    assert(counts.size == 120)
    assert(counts.min > 100 && counts.max < 400)
  }

  test("each element comes to each place about equally often, and two places know nothing of each other") {
    val size = 600
    val places = Seq(0, 1, 299, 599)
    val drawn = (0L until 20000L).map { seed =>
      val permutation = new Permutation(size, RandomStream.of(seed))
      places.map(place => permutation.at(place) / 60)
    }
    for (i <- places.indices) {
      val counts = drawn.groupBy(_(i)).values.map(_.size)
      assert(counts.size == 10)
      assert(chiSquare(counts, 2000) < 33.7, s"place $i") // 9 degrees of freedom: once in 10,000 times by chance
    }
    for (i <- places.indices; j <- 0 until i) {
      val counts = drawn.groupBy(tenths => (tenths(i), tenths(j))).values.map(_.size)
      assert(counts.size == 100)
      assert(chiSquare(counts, 200) < 161, s"places $i and $j") // 99 degrees of freedom: the same
    }
  }

  test("neighbours do not stay together") {
    val shuffled = order(60000, 7)
    val together = shuffled.zip(shuffled.tail).count { case (a, b) => (a - b).abs == 1 }
    assert(together < 12) // 2 are expected
  }
}
