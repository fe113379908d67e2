package treecast.source

import treecast.data.{DataException, DataSet, Split}
import org.scalatest.Assertions
import treecast.source.IdxFiles._
import treecast.testing.DefaultStorage.storage

import java.nio.file.Path

/** Folders of IDX files that are read back or refused. */
trait IdxFolders { this: Assertions =>

  protected def examine(folder: Path, classes: Int = 10): DataSet =
    IdxFolder.of(storage, folder.toString, classes).examine()

  protected def readBack(data: DataSet, split: Split): (Seq[Byte], Seq[Byte]) = {
    val shard = data.shards(split, 1).get(0)
    (IdxFiles.pixels(shard).toSeq, shard.labels.map(_.toByte).toSeq)
  }

  protected def requireGood(files: Map[String, Array[Byte]], train: Int, test: Int, height: Int, width: Int): Unit =
    withFolder(files) { folder =>
      val data = examine(folder)
      assert((data.trainRows, data.testRows, data.height, data.width) == ((train, test, height, width)))
      for ((split, rows) <- Seq(Split.TRAIN -> train, Split.TEST -> test))
        assert(
          readBack(data, split) == (
            (images(rows, height, width).drop(16).toSeq, labels(rows).drop(8).toSeq)
          )
        )
    }

  protected def complaint(code: => Any): String = {
    val message = intercept[DataException](code).getMessage
    assert(message.linesIterator.size == 1, message)
    val unread = message.contains(": cannot be read: ")
    assert(unread || message.contains("expected") && message.contains("found"), message)
    message
  }

  /** Refused on examination with a line that names the file and says all these words. */
  protected def refused(files: Map[String, Array[Byte]], words: String*): Unit =
    withFolder(files) { folder =>
      val message = complaint(examine(folder))
      assert(message.contains(folder.toString), message)
      for (word <- words) assert(message.contains(word), message)
    }

  protected def plain(change: (String, Array[Byte])*): Map[String, Array[Byte]] = good() ++ change

  protected def packed(name: String, bytes: Array[Byte]): Map[String, Array[Byte]] =
    compressed(good()) + ((name + ".gz") -> bytes)

  protected def patched(bytes: Array[Byte], at: Int, value: Int): Array[Byte] = bytes.updated(at, value.toByte)
}
