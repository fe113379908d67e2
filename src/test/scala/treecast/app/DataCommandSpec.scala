package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.{IdxFiles, IdxFolder}
import treecast.data.Split
import treecast.testing.DefaultStorage.storage

import java.nio.file.Files

/** Data sets listed, described and exported. */
class DataCommandSpec extends AnyFunSuite with DigitRuns {
  test("data list, describe and export") {
    val listed = run("data", "list")
    assert(listed.code == 0 && listed.err.isEmpty)
    assert(listed.out.contains("built-in digits: 60,000 training and 10,000 test images of 28 x 28 pixels, 10 classes"))
    assert(listed.out.linesIterator.exists(_.startsWith("MNIST")))

    val described = run("data", "describe", "--data", folder.toString)
    assert(described.code == 0 && described.err.isEmpty)
    val lines = described.out.linesIterator.toSeq
    assert(lines.head == s"IDX files in $folder: 40 training and 20 test images of 4 x 3 pixels, 10 classes")
    assert(lines(1) == "train rows of each class: 4 4 4 4 4 4 4 4 4 4")
    assert(lines(2) == "test rows of each class: 2 2 2 2 2 2 2 2 2 2")

    withRuns { parent =>
      for (to <- Seq("copy", "another/")) {
        val exported = run("data", "export", "--data", folder.toString, "--to", s"$parent/$to")
        assert(exported.code == 0 && exported.err.isEmpty, exported.err)
        val copy = parent.resolve(to)
        for (name <- IdxFiles.Names)
          assert(Files.readAllBytes(copy.resolve(name)).sameElements(Files.readAllBytes(folder.resolve(name))))
        assert(copy.toFile.list.toSet == IdxFiles.Names.toSet)
      }
      assert(parent.toFile.list.toSet == Set("copy", "another"))
      val data = IdxFolder.of(storage, parent.resolve("copy").toString, 10).examine()
      assert(data.shards(Split.TRAIN, 1).get(0).rows == 40)
    }
  }
}
