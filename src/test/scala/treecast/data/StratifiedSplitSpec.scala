package treecast.data

import org.scalatest.funsuite.AnyFunSuite

import scala.util.Random

/** Each class has the same share of its rows held out. */
class StratifiedSplitSpec extends AnyFunSuite {
  private def labels(counts: Int*): Array[Char] =
    new Random(1).shuffle(counts.zipWithIndex.flatMap { case (count, of) => Seq.fill(count)(of.toChar) }).toArray

  /** Shards of rows whose only feature is their index. */
  private def shards(labels: Array[Char], assignment: ShardAssignment): Seq[Shard] = {
    val features = labels.indices.flatMap(row => Seq((row >> 8).toByte, row.toByte)).toArray
    val whole = new Shard(0, new ByteRows(2, features), labels)
    (0 until assignment.shards).map(whole.shards(assignment).get(_))
  }

  private def rows(shard: Shard): Seq[Int] = (0 until shard.rows).map(shard.selection.row)

  private def decided(labels: Array[Char], share: Double, count: Int, seed: Long = 1): (HoldOut, ShardAssignment) = {
    val assignment = new ShardAssignment(labels.length, count)
    (new HoldOut(share, seed, true).decided(labels, assignment), assignment)
  }

  private def classes(labels: Array[Char], rows: Seq[Int]): Seq[Int] = {
    val counts = rows.groupBy(labels(_)).view.mapValues(_.size).toMap
    (0 to labels.max).map(of => counts.getOrElse(of.toChar, 0))
  }

  test("classes may be more than a byte counts") {
    val all = labels(Seq.fill(1000)(4): _*)
    val (holdOut, assignment) = decided(all, 0.5, 3)
    val held = shards(all, assignment).flatMap(shard => rows(holdOut.validation(shard)))
    assert(classes(all, held) == Seq.fill(1000)(2))
  }

  for (share <- Seq(0.1, 0.2, 0.5); count <- Seq(1, 3, 8))
    test(s"a share of $share of each class, to within one row, in $count shards") {
      val all = labels(500, 200, 33, 12)
      val (holdOut, assignment) = decided(all, share, count)
      val each = shards(all, assignment)
      val held = each.flatMap(shard => rows(holdOut.validation(shard)))
      val trained = each.flatMap(shard => rows(holdOut.training(shard)))
      assert((held ++ trained).sorted == all.indices)
      assert(held.size == new HoldOut(share, 1).rows(assignment) && held.size == holdOut.rows(assignment))
      for ((found, of) <- classes(all, held).zip(Seq(500, 200, 33, 12)))
        assert(math.abs(found - of * held.size.toDouble / all.length) < 1, s"of $of rows")
      val indices = holdOut.rowsOf(assignment)
      assert(indices.cardinality == held.size && held.forall(indices.get))
    }

  test("the same rows from the labels of the files and from those of the shards, others with another seed") {
    val all = labels(60, 30)
    val (holdOut, assignment) = decided(all, 0.25, 4)
    val (again, _) = decided(shards(all, new ShardAssignment(90, 1)).head.classes, 0.25, 4)
    assert(holdOut.rowsOf(assignment) == again.rowsOf(assignment))
    assert(decided(all, 0.25, 4, seed = 2)._1.rowsOf(assignment) != holdOut.rowsOf(assignment))
  }

  test("a class keeps a row that trains, and few classes of many rows make up for it") {
    val all = labels(40, 1, 1, 1, 2)
    val (holdOut, assignment) = decided(all, 0.5, 2)
    val held = shards(all, assignment).flatMap(shard => rows(holdOut.validation(shard)))
    assert(classes(all, held).slice(1, 4) == Seq(0, 0, 0) && classes(all, held)(4) <= 1)
    assert(held.size == new HoldOut(0.5, 1).rows(assignment))
  }

  test("labels have to be known, and each shard keeps rows") {
    val whole = shards(labels(9), new ShardAssignment(9, 1)).head
    val open = new HoldOut(0.5, 1, true)
    assert(open.isOpen && !new HoldOut(0, 1, true).isOpen && !new HoldOut(0.5, 1).isOpen)
    intercept[IllegalStateException](open.training(whole))
    intercept[IllegalStateException](open.validation(whole))
    val told = intercept[DataException](
      for (seed <- 1 to 50) decided(labels(8, 8), 0.5, 8, seed)
    ).getMessage
    assert(told.startsWith("validation: expected training rows in each of 8 shards, found none in one of them"))
  }

  test("first rows of a stratified split are its first ones") {
    val all = labels(40, 40)
    val (holdOut, assignment) = decided(all, 0.5, 2)
    val training = holdOut.training(shards(all, assignment)(1))
    assert(rows(training.first(5)) == rows(training).take(5) && training.first(1000).rows == training.rows)
  }
}
