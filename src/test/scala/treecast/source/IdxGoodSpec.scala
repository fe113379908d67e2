package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles._
import treecast.testing.DefaultStorage.storage

import java.nio.file.Files

/** What the IDX reader takes. */
class IdxGoodSpec extends AnyFunSuite with IdxFolders {
  test("plain, compressed and mixed folders give the same rows") {
    requireGood(good(), 6, 3, 4, 3)
    requireGood(compressed(good()), 6, 3, 4, 3)
    val (some, others) = good().partition { case (name, _) => name.contains("images") }
    requireGood(some ++ compressed(others), 6, 3, 4, 3)
    requireGood(compressed(some) ++ others, 6, 3, 4, 3)
  }

  test("the content tells whether a file is compressed, not its name; the plain name comes first") {
    requireGood(compressed(good()).map { case (name, bytes) => name.stripSuffix(".gz") -> bytes }, 6, 3, 4, 3)
    requireGood(good() ++ compressed(good(train = 5)), 6, 3, 4, 3)
  }

  test("images of any size, down to one row of one pixel") {
    for ((height, width) <- Seq((1, 1), (1, 50), (28, 28), (300, 2), (257, 255)); train <- Seq(1, 2, 131)) {
      requireGood(good(train, 1, height, width), train, 1, height, width)
      requireGood(compressed(good(train, 1, height, width)), train, 1, height, width)
    }
  }

  test("a folder may be given as a path with blanks or as a URI") {
    withEmptyFolder { parent =>
      val folder = Files.createDirectory(parent.resolve("four files, 100% of them"))
      for ((name, bytes) <- good()) Files.write(folder.resolve(name), bytes)
      for (name <- Seq(s"$folder", s"$folder/", s"file:$folder", s"file://$folder")) {
        val data = IdxFolder.of(storage, name, 10).examine()
        assert(data.trainRows == 6)
        assert(IdxFolder.of(storage, data.source.location, 10).examine().trainRows == 6)
      }
      for (file <- Names) Files.delete(folder.resolve(file))
      Files.delete(folder)
    }
  }

  test("two members of one gzip file count as one content") {
    val whole = images(6, 4, 3)
    val (front, back) = whole.splitAt(20)
    requireGood(compressed(good()) + (s"$TrainImages.gz" -> (gzip(front) ++ gzip(back))), 6, 3, 4, 3)
  }
}
