package treecast.data

import treecast.source.{IdxFiles, IdxFolder}
import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks
import treecast.testing.DefaultStorage.storage

import java.io.{DataOutputStream, FileOutputStream}
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

class ShardAssignmentSpec extends AnyFunSuite with ScalaCheckPropertyChecks {
  private val assignments = for {
    shards <- Gen.oneOf(Gen.choose(1, 20), Gen.oneOf(32, 37, 64, 100))
    rows <- Gen.oneOf(Gen.choose(shards, 3000), Gen.oneOf(10000, 59999, 60000, 60001).map(_.max(shards)))
  } yield new ShardAssignment(rows, shards)

  private def rowsOf(assignment: ShardAssignment, shard: Int): Seq[Int] =
    (0 until assignment.rowsOf(shard)).map(assignment.row(shard, _))

  test("each row is dealt to one shard, to which it comes in ascending order") {
    forAll(assignments, minSuccessful(200)) { assignment =>
      val dealt = (0 until assignment.shards).map(rowsOf(assignment, _))
      assert(dealt.flatten.sorted == (0 until assignment.rows))
      assert(dealt.forall(rows => rows == rows.sorted))
    }
  }

  test("shards differ by a row, or by less than two per cent") {
    forAll(assignments, minSuccessful(200)) { assignment =>
      val sizes = (0 until assignment.shards).map(assignment.rowsOf)
      assert(sizes.max - sizes.min <= math.max(1.0, 0.02 * assignment.rows / assignment.shards))
      assert(sizes.min >= 1)
    }
  }

  test("rows are dealt like cards, in runs of neighbours") {
    forAll(assignments) { assignment =>
      val run = assignment.run
      assert(run >= 1 && run <= 256)
      for (shard <- 0 until assignment.shards; row <- rowsOf(assignment, shard))
        assert(row / run % assignment.shards == shard)
    }
    assert(new ShardAssignment(60000, 8).run > 100, "runs are long enough to be read by seeking")
  }

  test("one shard holds the rows as they stand") {
    assert(rowsOf(new ShardAssignment(1000, 1), 0) == (0 until 1000))
  }

  test("where there are fewer rows than shards, the first shards have a row each") {
    for ((rows, shards) <- Seq((5, 5), (3, 8), (0, 1), (0, 8))) {
      val dealt = (0 until shards).map(rowsOf(new ShardAssignment(rows, shards), _))
      assert(dealt == (0 until shards).map(shard => if (shard < rows) Seq(shard) else Nil))
    }
  }

  test("no shard at all is refused, and rows below none") {
    for ((rows, shards) <- Seq((5, 0), (5, -1), (-1, 2)))
      intercept[IllegalArgumentException](new ShardAssignment(rows, shards))
  }

  test("the shards of a folder hold the rows that the dealing says, in whatever groups they are read") {
    val folder = Files.createTempDirectory("treecast-dealing")
    try {
      write(folder, "train", 300)
      write(folder, "t10k", 40)
      val source = IdxFolder.of(storage, folder.toString, 10).examine().source
      val assignment = new ShardAssignment(300, 7)
      for (wanted <- Seq(0 until 7, Seq(3), Seq(1, 4, 6))) {
        val shards = source.shards(Split.TRAIN, assignment, wanted.map(Int.box).asJava).asScala.toSeq
        assert(shards.map(_.index) == wanted)
        for (shard <- shards) {
          val rows = rowsOf(assignment, shard.index)
          assert(shard.labels.toSeq == rows.map(label))
          assert(IdxFiles.pixels(shard).toSeq == rows.flatMap(pixels))
        }
      }
      val Seq(test) = source.examine().shards(Split.TEST, 1).asScala.toSeq
      assert(IdxFiles.pixels(test).toSeq == (0 until 40).flatMap(pixels))
    } finally Files.walk(folder).iterator.asScala.toSeq.reverse.foreach(Files.delete(_))
  }

  private def pixels(row: Int): Seq[Byte] = Seq(row.toByte, (row >> 8).toByte, (row * 7).toByte, 1.toByte)

  private def label(row: Int): Byte = (row % 10).toByte

  private def write(folder: Path, prefix: String, rows: Int): Unit = {
    def file(name: String, header: Seq[Int], bytes: Seq[Byte]): Unit = {
      val out = new DataOutputStream(new FileOutputStream(folder.resolve(s"$prefix-$name-ubyte").toFile))
      try {
        header.foreach(out.writeInt)
        out.write(bytes.toArray)
      } finally out.close()
    }
    file("images-idx3", Seq(0x0803, rows, 2, 2), (0 until rows).flatMap(pixels))
    file("labels-idx1", Seq(0x0801, rows), (0 until rows).map(label))
  }

  test("the first rows of the data set are the first of their shards") {
    for (
      (rows, shards) <- Seq((60000, 8), (1003, 8), (100, 3), (7, 7), (5, 1));
      assignment = new ShardAssignment(rows, shards)
    )
      for (first <- Seq(1, 2, rows / 3, rows - 1, rows, rows + 5) if first > 0; shard <- 0 until shards) {
        val places = (0 until assignment.rowsOf(shard)).filter(assignment.row(shard, _) < first)
        assert(places == places.indices)
        assert(assignment.rowsOf(shard, first) == places.size, s"$first of $rows rows, shard $shard of $shards")
      }
  }
}
