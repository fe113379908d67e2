package treecast.data

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.Workspace

class ShardSpec extends AnyFunSuite {

  /** A shard whose row r has the pixels r mod 256, r / 256 and the label r mod 10. */
  private def shard(rows: Int, index: Int = 0): Shard = {
    val pixels = (0 until rows).flatMap(r => Seq(r.toByte, (r >> 8).toByte)).toArray
    new Shard(index, 2, pixels, Array.tabulate(rows)(r => (r % 10).toByte))
  }

  /** The rows that a step draws, told by their pixels; their labels have to agree. */
  private def drawn(
      shard: Shard,
      sampling: MinibatchSampling,
      step: Int,
      count: Int,
      seed: Long = 1,
      workspace: Workspace = new Workspace
  ): Seq[Int] = {
    val batch = shard.draw(new BatchRequest(sampling, seed, step, count), 0, count, workspace)
    assert(batch.rows == count)
    (0 until count).map { i =>
      val Seq(low, high) = Seq(0, 1).map(j => math.round(batch.x.get(i, j) * 255).toInt)
      assert(batch.labels()(i) == (low + 256 * high) % 10)
      low + 256 * high
    }
  }

  test("pixels are divided as floats and widened, as the chapter's are") {
    val all = new Shard(0, 256, Array.tabulate(256)(_.toByte), Array(200.toByte))
    val row = all.rows(0, 1, new Workspace)
    for (p <- 0 to 255) assert(row.x.get(0, p) == (p.toFloat / 255f).toDouble)
    assert((0 to 255).exists(p => row.x.get(0, p) != p / 255.0), "which is not the division of doubles")
    assert(row.labels.head == 200, "labels are unsigned")
  }

  test("neighbouring rows") {
    val rows = shard(600).rows(290, 5, new Workspace)
    assert((0 until 5).map(i => math.round(rows.x.get(i, 0) * 255 + rows.x.get(i, 1) * 255 * 256)) == (290 until 295))
    assert(rows.labels.take(5).toSeq == Seq(0, 1, 2, 3, 4))
  }

  for ((rows, count) <- Seq((600, 7), (600, 100), (5, 3), (5, 12), (1, 1)))
    test(s"shuffled: $rows rows are each drawn once an epoch, $count at a time, across the seams") {
      val epochs = 4
      val steps = (epochs * rows + count - 1) / count
      val sequence = (0 until steps).flatMap(drawn(shard(rows), MinibatchSampling.SHUFFLED, _, count))
      val orders = sequence.take(epochs * rows).grouped(rows).toSeq
      for (order <- orders) assert(order.sorted == (0 until rows))
      if (rows > 10) assert(orders.distinct.size == epochs, "each epoch has an order of its own")
    }

  for (sampling <- MinibatchSampling.values.toSeq) {
    test(s"${sampling.key}: draws are a pure function of seed, shard, step and number") {
      val some = shard(600)
      val expected = drawn(some, sampling, 17, 50)
      val used = new Workspace
      for (step <- Seq(3, 99, 17, 0)) drawn(some, sampling, step, 64, workspace = used.reuse)
      assert(drawn(some, sampling, 17, 50, workspace = used.reuse) == expected)
      assert(drawn(shard(600), sampling, 17, 50) == expected)
    }

    test(s"${sampling.key}: parts of a draw are the draw, also across the seam of two epochs") {
      val some = shard(600)
      for (step <- Seq(0, 3, 6)) {
        val draw = new BatchRequest(sampling, 1, step, 90)
        val whole = some.draw(draw, 0, 90, new Workspace)
        for (from <- Seq(0, 1, 64, 83); count = 7) {
          val part = some.draw(draw, from, count, new Workspace)
          for (i <- 0 until count; j <- 0 to 1) assert(part.x.get(i, j) == whole.x.get(from + i, j))
          assert(part.labels().take(count).sameElements(whole.labels().slice(from, from + count)))
        }
      }
    }

    test(s"${sampling.key}: other seeds, steps and shards draw other rows") {
      val draws = Seq(
        drawn(shard(600), sampling, 2, 50),
        drawn(shard(600), sampling, 3, 50),
        drawn(shard(600), sampling, 2, 50, seed = 2),
        drawn(shard(600, index = 1), sampling, 2, 50)
      )
      assert(draws.distinct.size == 4)
    }
  }

  test("shuffled: steps far beyond what an int of rows counts") {
    val late = drawn(shard(600), MinibatchSampling.SHUFFLED, Int.MaxValue, 600)
    assert(late.forall(r => r >= 0 && r < 600))
    assert(late.distinct.size > 300)
  }

  test("with replacement: every row about equally often, some twice in one epoch's number of draws") {
    val rows = 100
    val sequence = (0 until 1000).flatMap(drawn(shard(rows), MinibatchSampling.WITH_REPLACEMENT, _, 100))
    val counts = sequence.groupBy(identity).values.map(_.size)
    assert(counts.size == rows)
    val chiSquare = counts.map(count => math.pow(count - 1000.0, 2) / 1000).sum
    assert(chiSquare < 160) // 99 degrees of freedom: exceeded once in 10,000 times by chance
    assert(chiSquare > 50, "which drawing without replacement would not reach")
    assert(sequence.take(rows).distinct.size < rows)
  }
}
