package treecast.data

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.Workspace

class HoldOutSpec extends AnyFunSuite {

  /** A shard whose row r has the pixels r mod 256, r / 256 and the label r mod 10. */
  private def shard(rows: Int, index: Int = 0): Shard = {
    val pixels = (0 until rows).flatMap(r => Seq(r.toByte, (r >> 8).toByte)).toArray
    new Shard(index, 2, pixels, Array.tabulate(rows)(r => (r % 10).toByte))
  }

  private def read(batch: Minibatch): Seq[Int] = (0 until batch.rows).map { i =>
    val Seq(low, high) = Seq(0, 1).map(j => math.round(batch.x.get(i, j) * 255).toInt)
    assert(batch.labels()(i) == (low + 256 * high) % 10, "a row and its label stay together")
    low + 256 * high
  }

  /** The rows of a shard in its order, told by their pixels. */
  private def rows(of: Shard): Seq[Int] = read(of.rows(0, of.rows, new Workspace))

  test("every row trains or validates, in a shuffled order, and the share is rounded down as the chapter does") {
    for ((count, share, held) <- Seq((500, 0.2, 100), (100, 0.29, 28), (7, 0.5, 3), (1, 0.99, 0), (4, 0.2, 0))) {
      val holdOut = new HoldOut(share, 3)
      val (train, validate) = (rows(holdOut.training(shard(count))), rows(holdOut.validation(shard(count))))
      assert(validate.size == held && train.size == count - held)
      assert((train ++ validate).sorted == (0 until count))
      if (count > 50) assert(train.sorted != train && validate.sorted != validate)
    }
  }

  test("whatever the share, each shard keeps a row, and both parts are of one shuffled order") {
    val whole = shard(300)
    def order(share: Double) = {
      val holdOut = new HoldOut(share, 5)
      rows(holdOut.validation(whole)) ++ rows(holdOut.training(whole))
    }
    assert(order(0.2) == order(0.7))
    assert(new HoldOut(Math.nextDown(1.0), 5).training(shard(3)).rows == 1)
  }

  test("which rows are held out is a pure function of seed and shard") {
    def held(seed: Long, index: Int) = rows(new HoldOut(0.2, seed).validation(shard(300, index)))
    assert(held(1, 0) == held(1, 0))
    assert(Set(held(1, 0), held(2, 0), held(1, 1)).size == 3)
  }

  test("nothing is held out: the very same shard trains") {
    val whole = shard(20)
    assert(HoldOut.NOTHING.training(whole) eq whole)
    assert(HoldOut.NOTHING.validation(whole).rows == 0)
  }

  test("an epoch draws each row that trains once, and validation rows never") {
    val holdOut = new HoldOut(0.25, 9)
    val train = holdOut.training(shard(80))
    val drawn =
      (0 until 12).flatMap(step =>
        read(train.draw(new BatchRequest(MinibatchSampling.SHUFFLED, 9, step, 10), 0, 10, new Workspace))
      )
    for (epoch <- drawn.grouped(60)) assert(epoch.sorted == rows(train).sorted)
    val replaced =
      (0 until 100).flatMap(step =>
        read(train.draw(new BatchRequest(MinibatchSampling.WITH_REPLACEMENT, 9, step, 10), 0, 10, new Workspace))
      )
    assert(replaced.toSet == rows(train).toSet)
  }

  test("the number of rows held out is that of all shards") {
    for (shards <- Seq(1, 3, 8)) {
      val assignment = new ShardAssignment(1003, shards)
      val each = (0 until shards).map(s => new HoldOut(0.2, 1).validation(shard(assignment.rowsOf(s), s)).rows)
      assert(new HoldOut(0.2, 1).rows(assignment) == each.sum)
    }
  }

  test("the rows of the data set that are held out are those that the shards hold out") {
    for (shards <- Seq(1, 3, 8)) {
      val assignment = new ShardAssignment(1003, shards)
      val holdOut = new HoldOut(0.2, 1)
      val each = for {
        s <- 0 until shards
        place <- rows(holdOut.validation(shard(assignment.rowsOf(s), s)))
      } yield assignment.row(s, place)
      assert(holdOut.rowsOf(assignment).stream.toArray.toSeq == each.sorted)
    }
    assert(HoldOut.NOTHING.rowsOf(new ShardAssignment(9, 2)).isEmpty)
  }

  test("the first rows of a shard, and of what of it trains") {
    assert(rows(shard(30).first(4)) == Seq(0, 1, 2, 3) && shard(30).first(99).rows == 30)
    val train = new HoldOut(0.2, 1).training(shard(30))
    assert(rows(train.first(5)) == rows(train).take(5) && train.first(99).rows == 24)
  }

  test("a share outside is refused") {
    for (share <- Seq(-0.1, 1.0, Double.NaN)) intercept[IllegalArgumentException](new HoldOut(share, 1))
  }
}
