package treecast.source

import treecast.data.Split
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles._
import treecast.linalg.Shape
import treecast.testing.DefaultStorage.storage

/** Which files of a folder are the four, and what the dimensions of their rows mean. */
class IdxNamesSpec extends AnyFunSuite with IdxFolders {
  private def renamed(files: Map[String, Array[Byte]], rename: String => String) =
    files.map { case (name, bytes) => rename(name) -> bytes }

  test("other names than MNIST's") {
    for (
      rename <- Seq[String => String](
        name => s"emnist-letters-${name.replace("t10k", "test")}",
        _.replace("-idx", ".idx"),
        _.toUpperCase,
        name => name.replace('-', '_') + ".bin",
        _.replaceAll("idx\\d-ubyte", "idx")
      )
    ) {
      requireGood(renamed(good(), rename), 6, 3, 4, 3)
      requireGood(renamed(good(), name => rename(name) + ".gz"), 6, 3, 4, 3)
    }
  }

  test("other files do not count") {
    val others = Seq("readme.txt", "train-images.png", "mapping-idx1", "retrain-images-idx3", "train-test-images-idx3")
    requireGood(good() ++ others.map(_ -> "nothing".getBytes), 6, 3, 4, 3)
  }

  private val two = good() ++ renamed(good(train = 5), name => s"letters-${name.replace("t10k", "test")}")

  test("two data sets in one folder are refused, and a pattern chooses") {
    refused(two, "train images in one file", s"letters-$TrainImages and $TrainImages", "pattern")
    withFolder(two) { folder =>
      assert(IdxFolder.of(storage, s"$folder/letters-*", 10).examine().trainRows == 5)
      assert(IdxFolder.of(storage, s"file:$folder/t*", 10).examine().trainRows == 6)
      val place = IdxFolder.of(storage, s"$folder/letters-*", 10).location
      assert(place == s"file:$folder/letters-*" && IdxFolder.of(storage, place, 10).examine().trainRows == 5)
      val none = complaint(IdxFolder.of(storage, s"$folder/digits-*", 10).examine())
      assert(none.contains(s"$folder/digits-*") && none.contains("found none"), none)
    }
  }

  test("rows x features, rows x height x width, rows x channels x height x width") {
    for (
      (extents, shape, told) <- Seq(
        (Seq(12), Shape.flat(12), "rows of 12 features"),
        (Seq(4, 3), new Shape(1, 4, 3), "images of 4 x 3 pixels"),
        (Seq(3, 2, 2), new Shape(3, 2, 2), "images of 2 x 2 pixels in 3 channels")
      )
    ) {
      def images(rows: Int) = idx(rows +: extents, Array.tabulate(rows * 12)(_.toByte))
      withFolder(good() + (TrainImages -> images(6)) + (TestImages -> images(3))) { folder =>
        val data = examine(folder)
        assert(data.shape == shape && data.features == 12 && data.describe.contains(told), data.describe)
        assert(readBack(data, Split.TRAIN)._1 == (0 until 72).map(_.toByte))
        withEmptyFolder { parent =>
          DataWriter.write(data, storage, s"$parent/copy")
          val copy = examine(parent.resolve("copy"))
          assert(copy.shape == shape && readBack(copy, Split.TEST) == readBack(data, Split.TEST))
        }
      }
    }
  }

  test("training and test rows of the same size but other dimensions") {
    refused(good() + (TestImages -> idx(Seq(3, 12), new Array[Byte](36))), "4 x 3", "found 12")
    refused(good() + (TestImages -> idx(Seq(3, 2, 2, 3), new Array[Byte](36))), "4 x 3", "found 2 x 2 x 3")
  }
}
