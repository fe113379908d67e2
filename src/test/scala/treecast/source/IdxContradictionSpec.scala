package treecast.source

import treecast.data.{ShardAssignment, Split}
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles._

import java.io.RandomAccessFile

/** How IDX files are refused that are sound but do not go together, or do not fit. */
class IdxContradictionSpec extends AnyFunSuite with IdxFolders {
  test("labels and images that disagree in number") {
    refused(plain(TrainLabels -> labels(5)), TrainLabels, "expected 6", "found 5")
    refused(plain(TrainImages -> images(5, 4, 3)), TrainLabels, "expected 5", "found 6")
    refused(plain(TestLabels -> labels(4)), TestLabels, "expected 3", "found 4")
    refused(packed(TestLabels, gzip(labels(4))), TestLabels, "expected 3", "found 4")
  }

  test("a label outside the classes names its row") {
    for (name <- Seq(TrainLabels, TestLabels); label <- Seq(10, 127, 128, 255)) {
      val bytes = patched(good()(name), 8 + 2, label)
      refused(plain(name -> bytes), name, "row 2", "0 to 9", s"found $label", "data.classes")
      withFolder(plain(name -> bytes))(folder => assert(examine(folder, 256).classes == 256))
    }
    withFolder(good())(folder => assert(complaint(examine(folder, 7)).contains("0 to 6")))
  }

  test("a label outside the classes is found far into the file") {
    val rows = 200000
    val wrong = Map(TrainImages -> images(rows, 1, 1), TrainLabels -> patched(labels(rows), 8 + 199999, 10))
    refused(good(height = 1, width = 1) ++ wrong, TrainLabels, "row 199999", "found 10")
  }

  test("test images of another size than training images") {
    refused(plain(TestImages -> images(3, 3, 4)), TestImages, "4 x 3", "3 x 4")
    refused(plain(TestImages -> images(3, 4, 4)), TestImages, "4 x 3", "4 x 4")
  }

  test("an image with more pixels than an array holds") {
    withFolder(plain(TrainLabels -> labels(1))) { folder =>
      val file = new RandomAccessFile(folder.resolve(TrainImages).toFile, "rw")
      file.write(idx(Seq(1, 1 << 16, 1 << 16), Array.empty))
      file.setLength(16 + (1L << 32)) // a hole: it takes no room
      file.close()
      val message = complaint(examine(folder))
      assert(message.contains(TrainImages) && message.contains("65536 x 65536"), message)
    }
  }

  test("a shard with more bytes than an array holds") {
    val rows = 300
    withFolder(plain(TrainLabels -> labels(rows))) { folder =>
      for ((name, count) <- Seq(TrainImages -> rows, TestImages -> 3)) {
        val file = new RandomAccessFile(folder.resolve(name).toFile, "rw")
        file.write(idx(Seq(count, 4000, 4000), Array.empty))
        file.setLength(16 + count * 16000000L)
        file.close()
      }
      val data = examine(folder)
      val message = complaint(data.shards(Split.TRAIN, 1))
      assert(message.contains(TrainImages) && message.contains("number of shards"), message)
      val last = data.source.shards(Split.TRAIN, new ShardAssignment(rows, 300), java.util.List.of(299))
      assert(IdxFiles.pixels(last.get(0)).length == 16000000)
    }
  }
}
