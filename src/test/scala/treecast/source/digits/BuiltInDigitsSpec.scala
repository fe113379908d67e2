package treecast.source.digits

import treecast.data.{ShardAssignment, Split}
import treecast.source.{DataWriter, IdxFiles, IdxFolder}
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.digits.BuiltInDigits.{CLASSES, SIDE, TEST_ROWS, TRAINING_ROWS}
import treecast.testing.DefaultStorage.storage

import java.security.MessageDigest
import java.util.HexFormat
import java.util.stream.IntStream
import scala.jdk.CollectionConverters._

/** The built-in digits are one data set for ever: any change of a pixel shows here. */
class BuiltInDigitsSpec extends AnyFunSuite {
  private val size = SIDE * SIDE

  private def rows(test: Boolean): Int = if (test) TEST_ROWS else TRAINING_ROWS

  private def draw(test: Boolean): (Array[Byte], Array[Byte]) = {
    val pixels = new Array[Byte](rows(test) * size)
    IntStream.range(0, rows(test)).parallel.forEach(i => BuiltInDigits.draw(test, i, pixels, i * size))
    (pixels, Array.tabulate(rows(test))(BuiltInDigits.label(test, _)))
  }

  private lazy val training = draw(test = false)
  private lazy val testing = draw(test = true)

  private def sha256(parts: (Array[Byte], Array[Byte])): String = {
    val digest = MessageDigest.getInstance("SHA-256")
    digest.update(parts._1)
    digest.update(parts._2)
    HexFormat.of.formatHex(digest.digest())
  }

  test("every pixel and label of both splits is what it always was") {
    assert(sha256(training) == "831e7937d920ca6a13871a1aff235907b40ee29ad6db4a2c76200a8fbd480196")
    assert(sha256(testing) == "4bc9b8a2334608baac66cc2d1a6b7c891721929002a26a6bc2a76fae296f11ed")
  }

  test("any image can be drawn alone, in any order and place, and leaves the bytes around it") {
    for ((test, (pixels, labels)) <- Seq(false -> training, true -> testing); i <- rows(test) - 1 to 0 by -397) {
      val margin = 1 + i % 5
      val canvas = Array.fill[Byte](size + 2 * margin)(77)
      BuiltInDigits.draw(test, i, canvas, margin)
      assert(canvas.slice(margin, margin + size).sameElements(pixels.slice(i * size, (i + 1) * size)), s"image $i")
      assert(canvas.take(margin).forall(_ == 77) && canvas.takeRight(margin).forall(_ == 77))
      assert(BuiltInDigits.label(test, i) == labels(i))
    }
  }

  test("there are no images beyond the last and before the first") {
    for (test <- Seq(false, true); i <- Seq(-1, rows(test), Int.MaxValue, Int.MinValue)) {
      intercept[IndexOutOfBoundsException](BuiltInDigits.label(test, i))
      intercept[IndexOutOfBoundsException](BuiltInDigits.draw(test, i, new Array[Byte](size), 0))
    }
  }

  test("each class has its tenth, up to five standard deviations") {
    for ((_, labels) <- Seq(training, testing)) {
      val expected = labels.length.toDouble / CLASSES
      val deviation = math.sqrt(expected * (1 - 1.0 / CLASSES))
      for (digit <- 0 until CLASSES)
        assert(math.abs(labels.count(_ == digit) - expected) < 5 * deviation, s"digit $digit")
    }
  }

  test("no two images are equal, and none is in both splits") {
    val all = Seq(training, testing).flatMap { case (pixels, _) => pixels.grouped(size).map(_.toSeq.hashCode) }
    // Equal images would have equal hashes; 70,000 unequal ones collide about once in 2^32.
    assert(all.size - all.distinct.size <= 10)
  }

  test("each image has ink, most of it in the middle") {
    for ((pixels, _) <- Seq(training, testing); image <- pixels.grouped(size)) {
      val ink = image.map(_ & 0xff)
      val edge = (0 until SIDE).flatMap(i => Seq(i, size - 1 - i, i * SIDE, i * SIDE + SIDE - 1)).map(ink(_)).sum
      assert(ink.max >= 100 && ink.sum > 2000 && edge < ink.sum / 4)
    }
  }

  test("the shards of the source are the images, dealt") {
    val data = new DrawnDigits().examine()
    for ((split, (pixels, labels)) <- Seq(Split.TRAIN -> training, Split.TEST -> testing)) {
      val assignment = new ShardAssignment(data.rows(split), 7)
      for (
        shard <- data.source.shards(split, assignment, java.util.List.of(2, 5)).asScala; place <- 0 until shard.rows
      ) {
        val row = assignment.row(shard.index, place)
        assert(shard.labels()(place) == labels(row))
        if (place % 50 == 0)
          assert(
            IdxFiles
              .pixels(shard)
              .slice(place * size, (place + 1) * size)
              .sameElements(pixels.slice(row * size, (row + 1) * size))
          )
      }
    }
  }

  test("exported as IDX and read back they are the same shards") {
    IdxFiles.withEmptyFolder { parent =>
      val drawn = new DrawnDigits().examine()
      val folder = parent.resolve("digits")
      DataWriter.write(drawn, storage, folder.toString)
      assert(folder.toFile.list.toSet == IdxFiles.Names.toSet)
      assert(parent.toFile.list.toSeq == Seq("digits"))
      val read = IdxFolder.of(storage, folder.toString, CLASSES).examine()
      assert((read.trainRows, read.testRows, read.height, read.width) == ((TRAINING_ROWS, TEST_ROWS, SIDE, SIDE)))
      for (split <- Split.values; (a, b) <- drawn.shards(split, 8).asScala.zip(read.shards(split, 8).asScala)) {
        assert(a.index == b.index)
        assert(
          IdxFiles.pixels(a).sameElements(IdxFiles.pixels(b)) && a.labels.sameElements(b.labels),
          s"$split shard ${a.index}"
        )
      }
    }
  }
}
