package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.Matrix

class DropoutSpec extends AnyFunSuite {
  private val ratio = 0.3

  private def mask(
      seed: Long,
      step: Int,
      shard: Int,
      hidden: Int,
      rows: Int = 50,
      from: Int = 0,
      index: Int = 0
  ): Seq[Double] = {
    val units = 40
    val mask = new Matrix(Array.fill(rows * units + 7)(9.0), 3, rows, units)
    Masks.random(seed, step, shard, from).fill(hidden, index, ratio, mask)
    assert((mask.values.take(3) ++ mask.values.takeRight(4)).forall(_ == 9), "what lies around the mask is not touched")
    mask.toArray.toSeq
  }

  test("a unit is kept where its number is above the ratio, not where it equals it") {
    assert(Dropout.keeps(Math.nextUp(0.3), 0.3))
    assert(!Dropout.keeps(0.3, 0.3))
    assert(!Dropout.keeps(0.1, 0.3))
  }

  test("ratios that are no share below 1 are refused") {
    for (ratio <- Seq(-0.1, 1.0, Double.NaN)) intercept[IllegalArgumentException](new Dropout(4, ratio))
  }

  test("masks keep a share of 1 - ratio, for every unit and every row alike") {
    val masks = (0 until 100).map(mask(1, _, 0, 1))
    assert(masks.flatten.toSet == Set(0.0, 1.0))
    def isShare(kept: Seq[Double]) = {
      val error = math.sqrt(ratio * (1 - ratio) / kept.size)
      math.abs(kept.sum / kept.size - (1 - ratio)) < 4.5 * error
    }
    for (unit <- 0 until 40) assert(isShare(masks.flatMap(_.grouped(40).map(_(unit)))), s"unit $unit")
    for (row <- 0 until 50) assert(isShare(masks.flatMap(_.slice(40 * row, 40 * row + 40))), s"row $row")
  }

  test("masks of later rows are those rows of the whole minibatch's") {
    val whole = mask(1, 2, 3, 4).grouped(40).toSeq
    for ((from, rows) <- Seq((0, 7), (1, 1), (43, 7))) {
      assert(mask(1, 2, 3, 4, rows, from).grouped(40).toSeq == whole.slice(from, from + rows))
    }
  }

  test("masks are a pure function of seed, step, shard, hidden layer, index, row and unit, and differ in each") {
    val one = mask(1, 2, 3, 4)
    assert(mask(1, 2, 3, 4) == one)
    val others = Seq(mask(2, 2, 3, 4), mask(1, 3, 3, 4), mask(1, 2, 4, 4), mask(1, 2, 3, 5), mask(1, 3, 2, 4)) ++
      Seq(1, 2).map(index => mask(1, 2, 3, 4, index = index))
    for (other <- others) {
      val agreeing = one.zip(other).count { case (a, b) => a == b } / one.size.toDouble
      assert(math.abs(agreeing - (ratio * ratio + (1 - ratio) * (1 - ratio))) < 0.05)
    }
    val rows = one.grouped(40).toSeq
    assert(rows.distinct.size == rows.size)
    assert(rows.transpose.distinct.size == 40)
  }
}
