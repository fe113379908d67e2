package treecast.source

import treecast.data.{ClassChoice, DataException, DataSet, DistinctClasses, Shard, Split}
import org.scalatest.Assertions
import treecast.linalg.Workspace
import treecast.testing.DefaultStorage.storage

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.{List => JavaList}
import scala.util.Random

/** Folders of text files that are read back or refused. */
trait Tables { this: Assertions =>
  protected val csv = new Csv(Csv.AUTO, Csv.Header.AUTO, Csv.AUTO_LABEL)
  protected val libsvm = new Libsvm(Libsvm.AUTO)
  protected val anyClasses = new DistinctClasses(DistinctClasses.AUTO, JavaList.of())

  protected def withTables[T](files: (String, String)*)(use: Path => T): T =
    IdxFiles.withFolder(files.map { case (name, text) => name -> text.getBytes(UTF_8) }.toMap)(use)

  protected def examine(folder: Path, format: TableFormat = csv, classes: ClassChoice = anyClasses): DataSet =
    TableFolder.of(storage, folder.toString, format, classes, false).examine()

  /** The rows of some shards as a network sees them, with their classes. */
  protected def rows(shards: Seq[Shard]): Seq[(Seq[Double], Int)] =
    for (shard <- shards; row <- 0 until shard.rows) yield {
      val drawn = shard.rows(row, 1, new Workspace)
      (drawn.x.toArray.toSeq, drawn.labels()(0))
    }

  protected def rows(data: DataSet, split: Split): Seq[(Seq[Double], Int)] =
    rows(Seq(data.shards(split, 1).get(0)))

  /** The rows of two equal files. */
  protected def read(
      text: String,
      format: TableFormat = csv,
      classes: ClassChoice = anyClasses
  ): Seq[(Seq[Double], Int)] =
    withTables(s"train.${format.ending}" -> text, s"test.${format.ending}" -> text) { folder =>
      val data = examine(folder, format, classes)
      assert(rows(data, Split.TEST) == rows(data, Split.TRAIN))
      rows(data, Split.TRAIN)
    }

  protected def complaint(code: => Any): String = {
    val message = intercept[DataException](code).getMessage
    assert(message.linesIterator.size == 1 && message.length < 500, message)
    assert(message.contains("expected") && message.contains("found"), message)
    message
  }

  /** That a training file is refused in one line that names it and says all these words. */
  protected def refused(text: String, format: TableFormat, good: String, words: Seq[String]): Unit =
    withTables(s"train.${format.ending}" -> text, s"test.${format.ending}" -> good) { folder =>
      val message = complaint(examine(folder, format))
      for (word <- s"$folder/train.${format.ending}" +: words) assert(message.contains(word), message)
    }

  /** That random damage to a training file is refused in one line, or leaves finite numbers and known classes. */
  protected def survivesDamage(good: String, format: TableFormat, alphabet: String, seed: Long)(
      check: DataSet => Unit
  ): Unit = {
    val random = new Random(seed)
    var refusals = 0
    for (round <- 1 to 2000) withTables(s"test.${format.ending}" -> good) { folder =>
      val damaged = TextDamage(good.getBytes(UTF_8), alphabet.getBytes(UTF_8), random)
      Files.write(folder.resolve(s"train.${format.ending}"), damaged)
      try {
        val data = examine(folder, format)
        check(data)
        for ((x, label) <- rows(data, Split.TRAIN))
          assert(x.forall(v => !v.isNaN && !v.isInfinite) && label >= 0 && label < data.classes)
      } catch {
        case e: DataException =>
          refusals += 1
          assert(e.getMessage.linesIterator.size == 1 && e.getMessage.contains(folder.toString), e.getMessage)
        case e: Throwable => fail(s"round $round: ${new String(damaged, UTF_8)}", e)
      }
    }
    assert(refusals > 500)
  }
}

/** Bytes cut, doubled, put in or changed. */
object TextDamage {
  def apply(bytes: Array[Byte], alphabet: Array[Byte], random: Random): Array[Byte] = {
    val at = random.nextInt(bytes.length)
    def any = alphabet(random.nextInt(alphabet.length))
    random.nextInt(5) match {
      case 0 => bytes.take(at)
      case 1 => bytes.patch(at, Nil, 1 + random.nextInt(4))
      case 2 => bytes.patch(at, Seq.fill(1 + random.nextInt(3))(any), 0)
      case 3 => bytes.patch(at, bytes.slice(at, at + 9), 0)
      case 4 => (0 to random.nextInt(3)).foldLeft(bytes)((b, _) => b.updated(random.nextInt(b.length), any))
    }
  }
}
