package treecast.data

import treecast.source.{IdxFolder, Tables}
import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.Workspace
import treecast.testing.DefaultStorage.storage
import treecast.testing.SmallDigits

import java.util.BitSet
import scala.jdk.CollectionConverters._

/** Shards that share the bytes of a whole split, and data sets of which only the first rows train. */
class FirstRowsSpec extends AnyFunSuite with Tables {
  private val text = "label,a,b\n" + (0 until 40).map(i => s"${i % 3},$i,${i * i}\n").mkString

  private def withData(use: DataSet => Unit): Unit = {
    val folder = SmallDigits.folder(trainRows = 203, testRows = 41)
    try use(IdxFolder.of(storage, folder.toString, 10).examine())
    finally SmallDigits.delete(folder)
    withTables("train.csv" -> text, "test.csv" -> text) { folder =>
      val data = examine(folder)
      use(data.scaled(ScalingMethod.STANDARD.fit(data, new BitSet)))
    }
  }

  private def requireSame(view: Shard, read: Shard): Unit = {
    assert(view.index == read.index)
    assert(rows(Seq(view)) == rows(Seq(read)))
    for (sampling <- MinibatchSampling.values; step <- 0 until 30) {
      val (one, other) = (new Workspace, new Workspace)
      val draw = new BatchRequest(sampling, 7, step, 3)
      val (ours, theirs) = (view.draw(draw, 0, 3, one), read.draw(draw, 0, 3, other))
      assert(
        ours.x.toArray.sameElements(theirs.x.toArray) && ours.labels().take(3).sameElements(theirs.labels().take(3))
      )
    }
  }

  test("shards dealt as views of the whole hold and draw what shards do that are read, whatever their number") {
    withData { data =>
      for (split <- Split.values; count <- Seq(1, 2, 5, 8)) {
        val views = data.shards(split, 1).get(0).shards(new ShardAssignment(data.rows(split), count)).asScala
        for ((view, read) <- views.zip(data.shards(split, count).asScala)) {
          requireSame(view, read)
          requireSame(view.first(3), read.first(3))
          for (holdOut <- Seq(HoldOut.NOTHING, new HoldOut(0.4, 3))) {
            requireSame(holdOut.training(view), holdOut.training(read))
            assert(rows(Seq(holdOut.validation(view))) == rows(Seq(holdOut.validation(read))))
          }
        }
      }
    }
  }

  test("the first rows of a data set: read by themselves, as views, and in pieces they are the same") {
    withData { data =>
      val all = rows(data, Split.TRAIN)
      for (most <- Seq(8, 31, data.trainRows - 1, data.trainRows)) {
        val first = data.first(most)
        assert(first.trainRows == most && first.testRows == data.testRows)
        assert(rows(first, Split.TRAIN) == all.take(most) && rows(first, Split.TEST) == rows(data, Split.TEST))
        for (count <- Seq(1, 3, 8)) {
          val views = data.shards(Split.TRAIN, 1).get(0).shards(new ShardAssignment(most, count)).asScala
          for ((view, read) <- views.zip(first.shards(Split.TRAIN, count).asScala)) requireSame(view, read)
        }
        for ((split, expected) <- Seq(Split.TRAIN -> all.take(most), Split.TEST -> rows(data, Split.TEST))) {
          var pieces = Seq.empty[(Seq[Double], Int)]
          first.source.pieces(split, piece => pieces ++= rows(Seq(piece)))
          assert(pieces == expected)
        }
        assert(first.source.examine().trainRows == most)
      }
      assert(data.first(data.trainRows) eq data)
    }
  }

  test("pieces end in the middle of one, which is really cut, with bytes and with numbers") {
    withData { data =>
      var (bytes, pieces) = (0, 0)
      data
        .first(31)
        .source
        .pieces(
          Split.TRAIN,
          piece => {
            pieces += 1
            bytes += piece.labels.length
          }
        )
      assert(bytes == 31 && pieces == 1)
    }
  }

  test("scaling is fitted on the first rows alone") {
    withTables("train.csv" -> text, "test.csv" -> text) { folder =>
      val few = examine(folder).first(11)
      val scaled = few.scaled(ScalingMethod.UNIT.fit(few, new BitSet))
      val firsts = rows(scaled, Split.TRAIN).map(_._1.head)
      assert(firsts.min == 0 && firsts.max == 1 && scaled.source.scaling == ScalingMethod.UNIT.fit(few, new BitSet))
    }
  }

  test("files that have grown since are refused, not only looked at in their first rows") {
    withTables("train.csv" -> text, "test.csv" -> text) { folder =>
      val few = examine(folder).first(11)
      java.nio.file.Files.writeString(folder.resolve("train.csv"), text + "1,2,3\n")
      assert(complaint(few.shards(Split.TRAIN, 2)).contains("the file has changed since it was examined"))
    }
  }
}
