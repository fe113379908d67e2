package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{ByteRows, DataSet, RealRows, Split}
import treecast.source.IdxFiles._
import treecast.testing.DefaultStorage.storage

import java.nio.ByteBuffer
import java.nio.file.Path
import scala.util.Random

/** IDX files of every type of numbers, for features and for labels; names of classes; transposed images. */
class IdxTypesSpec extends AnyFunSuite with TableKinds {

  /** Types by their code: bytes of a number, and how one is written. */
  private val types: Seq[(Int, Int, (ByteBuffer, Double) => Any)] = Seq(
    (0x08, 1, (b, x) => b.put(x.toInt.toByte)),
    (0x09, 1, (b, x) => b.put(x.toByte)),
    (0x0b, 2, (b, x) => b.putShort(x.toShort)),
    (0x0c, 4, (b, x) => b.putInt(x.toInt)),
    (0x0d, 4, (b, x) => b.putFloat(x.toFloat)),
    (0x0e, 8, (b, x) => b.putDouble(x))
  )

  private def file(kind: Int, dimensions: Seq[Int], values: Seq[Double]): Array[Byte] = {
    val (_, size, put) = types.find(_._1 == kind).get
    val buffer = ByteBuffer.allocate(size * values.size)
    values.foreach(put(buffer, _))
    idx(dimensions, buffer.array, kind)
  }

  private def direct(path: Path): DataSet = IdxFolder.of(storage, path.toString, 10).examine()

  private val values = (0 until 6 * 12).map(i => (i * 37 % 120).toDouble)
  private val numbers = (0 until 6).map(i => (i * 7 % 10).toDouble)

  private def folder(kind: Int, labelKind: Int, features: Seq[Double] = values, labels: Seq[Double] = numbers) = Map(
    TrainImages -> file(kind, Seq(6, 4, 3), features),
    TrainLabels -> file(labelKind, Seq(6), labels),
    TestImages -> file(kind, Seq(6, 4, 3), features),
    TestLabels -> file(labelKind, Seq(6), labels)
  )

  private def features(data: DataSet): Seq[Double] = data.shards(Split.TRAIN, 1).get(0).inputs match {
    case rows: ByteRows => rows.bytes.toSeq.map(b => (b & 0xff).toDouble)
    case rows: RealRows => rows.values.toSeq
    case other          => fail(other.toString)
  }

  test("every type of features with every type of labels") {
    for ((kind, _, _) <- types; (labelKind, _, _) <- types)
      withFolder(folder(kind, labelKind)) { path =>
        val data = direct(path)
        assert(data.source.hasBytes == (kind == 0x08) && data.height == 4 && data.width == 3)
        assert(features(data) == values)
        assert(data.shards(Split.TEST, 1).get(0).labels.toSeq == numbers.map(_.toByte))
      }
  }

  test("signs, fractions and wide numbers are kept") {
    for ((kind, x) <- Seq(0x09 -> -128.0, 0x0b -> -30000.0, 0x0c -> 2e9, 0x0d -> 0.25, 0x0e -> 1e-200))
      withFolder(folder(kind, 0x08, values.updated(5, x)))(path => assert(features(direct(path))(5) == x))
    withFolder(folder(0x08, 0x08, values.updated(5, 255.0)))(path => assert(features(direct(path))(5) == 255.0))
    withFolder(folder(0x08, 0x0b, labels = numbers.map(_ + 1))) { path =>
      assert(
        examined(path.toString, Seq("data.classes = 11")).shards(Split.TRAIN, 1).get(0).labels.toSeq == numbers.map(n =>
          (n + 1).toByte
        )
      )
    }
  }

  test("shards in any groups, and pieces, are rows of the whole") {
    withFolder(folder(0x0d, 0x0c)) { path =>
      val data = direct(path)
      val all = rows(data, Split.TRAIN)
      val dealt = new treecast.data.ShardAssignment(6, 4)
      for (wanted <- Seq(0 until 4, Seq(1, 3)))
        for (
          shard <- data.source
            .shards(Split.TRAIN, dealt, java.util.List.of(wanted.map(Int.box): _*))
            .toArray(Array.empty[treecast.data.Shard])
        )
          assert(rows(Seq(shard)) == (0 until shard.rows).map(i => all(dealt.row(shard.index, i))))
      val pieces = Seq.newBuilder[treecast.data.Shard]
      data.source.pieces(Split.TRAIN, pieces += _)
      assert(rows(pieces.result()) == all)
    }
  }

  private def damaged(files: Map[String, Array[Byte]], words: String*): Unit = refusal(files.toSeq: _*)()(words: _*)

  test("labels that are no whole numbers, features that are not finite, two types: refused in a line") {
    for (label <- Seq(0.5, Double.NaN, 1e12))
      damaged(folder(0x08, 0x0e, labels = numbers.updated(3, label)), TrainLabels, "row 3", "whole number", s"$label")
    for (kind <- Seq(0x0d, 0x0e); x <- Seq(Double.NaN, Double.PositiveInfinity))
      damaged(folder(kind, 0x08, values.updated(30, x)), TrainImages, "row 2", "finite numbers", s"$x")
    val mixed = folder(0x0d, 0x08) + (TestImages -> folder(0x08, 0x08)(TestImages))
    damaged(mixed, TestImages, "32-bit floats", "unsigned bytes")
    damaged(folder(0x08, 0x0c, labels = numbers.updated(3, -1.0)), TrainLabels, "row 3", "found -1")
    val many = (0 to 65535).map(_.toDouble)
    val images = TrainImages -> file(0x08, Seq(many.size, 1, 1), many)
    damaged(
      folder(0x08, 0x08) + images + (TrainLabels -> file(0x0c, Seq(many.size), many)),
      TrainLabels,
      "row 65535",
      "65535"
    )
  }

  test("random damage of files of any type is refused in a line, or leaves finite numbers and known classes") {
    val random = new Random(4)
    var refusals = 0
    for (round <- 1 to 300) {
      val (kind, labelKind) = (types(random.nextInt(6))._1, types(random.nextInt(6))._1)
      val good = folder(kind, labelKind)
      val name = IdxFiles.Names(random.nextInt(4))
      val damaged = TextDamage(good(name), Array[Byte](0, 1, 8, 9, 11, 12, 13, 14, 127, -1, -64), random)
      withFolder(good + (name -> damaged)) { path =>
        try {
          val data = direct(path)
          assert(features(data).forall(x => !x.isNaN && !x.isInfinite), s"round $round")
          assert(data.shards(Split.TRAIN, 1).get(0).labels.forall(l => l >= 0 && l < data.classes), s"round $round")
        } catch {
          case e: treecast.data.DataException =>
            refusals += 1
            assert(e.getMessage.linesIterator.size == 1 && e.getMessage.contains(path.toString), e.getMessage)
        }
      }
    }
    assert(refusals > 100)
  }

  test("what is not scaled by itself is told; bytes have nothing to tell") {
    understand(folder(0x0d, 0x08).toSeq: _*)()(data =>
      assert(notes(data).contains("32-bit floats") && notes(data).contains("data.scaling"))
    )
    understand(folder(0x08, 0x0c).toSeq: _*)()(data => assert(notes(data).isEmpty))
  }

  private val emnist = Seq("train-images-idx3", "train-labels-idx1", "test-images-idx3", "test-labels-idx1")
    .zip(IdxFiles.Names)
    .map { case (name, plain) =>
      s"emnist-letters-$name-ubyte" -> folder(0x08, 0x08, labels = numbers.map(_ % 3 + 1))(plain)
    }

  test("EMNIST's mapping names the classes, unless the plan does") {
    val mapping = "emnist-letters-mapping.txt" -> "1 65 97\n2 66 98\n3 67 99\n"
    understand(emnist :+ mapping: _*)() { data =>
      assert(data.labels.names == java.util.List.of("Aa", "Bb", "Cc") && classes(data) == Seq("1", "2", "3"))
      assert(notes(data).contains("mapping"))
    }
    understand(emnist :+ mapping: _*)("data.classes = 3", "data.classNames = [x, y, z]") { data =>
      assert(data.labels.names == java.util.List.of("x", "y", "z"))
    }
    understand(emnist :+ mapping: _*)("data.classes = 5")(data => assert(data.classes == 5))
    refusal(emnist :+ ("emnist-letters-mapping.txt" -> "1 65\n3 66\n"): _*)()(
      "mapping.txt: line 2",
      "the label 2",
      "'3 66'"
    )
    for (line <- Seq("1", "x 65", "1 -5", "1 99999999"))
      refusal(emnist :+ ("emnist-letters-mapping.txt" -> line): _*)()("mapping.txt: line 1", "expected", "found")
  }

  test("EMNIST's images are turned by a setting, which is told") {
    understand(emnist: _*)("data.classes = 3")(data =>
      assert(notes(data).contains("data.idx.transposed = true") && data.height == 4)
    )
    for (kind <- Seq(0x08, 0x0c))
      understand(folder(kind, 0x08).toSeq: _*)("data.idx.transposed = true") { data =>
        assert(data.height == 3 && data.width == 4)
        val turned = for (row <- 0 until 6; y <- 0 until 3; x <- 0 until 4) yield values(row * 12 + x * 3 + y)
        assert(features(data) == turned)
      }
    val channels = folder(0x08, 0x08).map { case (name, bytes) =>
      if (name.contains("images")) name -> file(8, Seq(6, 2, 3, 2), values) else name -> bytes
    }
    understand(channels.toSeq: _*)("data.idx.transposed = true") { data =>
      assert(data.height == 2 && data.width == 3)
      assert(features(data).take(6) == Seq(0, 2, 4, 1, 3, 5).map(values(_)) && features(data)(6) == values(6))
    }
    val flat = folder(0x08, 0x08) + (TrainImages -> file(8, Seq(6, 12), values))
    refusal(flat.toSeq: _*)("data.idx.transposed = true")("data.idx.transposed", "rows of 12 features")
  }
}
