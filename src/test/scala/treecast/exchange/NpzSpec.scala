package treecast.exchange

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.DataException
import treecast.linalg.Precision

import java.io.ByteArrayOutputStream
import java.lang.Double.doubleToRawLongBits
import scala.collection.immutable.ListMap
import scala.jdk.CollectionConverters._

/** Files that NumPy wrote, and ours read by code that shares nothing with ours. */
class NpzSpec extends AnyFunSuite with WeightFiles {
  private val base = Seq(-2.0, -0.5, 1.0, 2.5, 4.0, 5.5)

  private def read(name: String): Map[String, NumericArray] = Npz.decode(resource(name), name).asScala.toMap

  for (file <- Seq("types.npz", "types-compressed.npz"))
    test(s"every type, byte order and order of elements is read: $file") {
      val arrays = read(file)
      for (name <- Seq("little_f8", "big_f8", "little_f4", "big_f4", "little_f2", "big_f2"))
        assert(arrays(name).values.toSeq == base && arrays(name).shape.asScala == Seq(2, 3), name)
      for (name <- Seq("little_i8", "big_i8", "little_i4", "big_i4", "little_i2", "i1"))
        assert(arrays(name).values.toSeq == base.map(_.toLong.toDouble), name)
      for (name <- Seq("little_u4", "big_u2", "u1"))
        assert(arrays(name).values.toSeq == Seq(0, 3, 6, 9, 12, 15), name)
      for (name <- Seq("fortran", "big_fortran")) {
        assert(arrays(name).shape.asScala == Seq(2, 3, 4))
        assert(arrays(name).values.toSeq == (0 until 24).map(_.toDouble), name)
      }
      assert(arrays("number").shape.isEmpty && arrays("number").values.toSeq == Seq(7.25))
      assert(arrays("empty").shape.asScala == Seq(0, 5))
      val edges =
        Seq(0.1, -0.0, Double.PositiveInfinity, Double.NegativeInfinity, Double.MinPositiveValue, Double.MaxValue)
      assert(arrays("vector").values.toSeq.map(doubleToRawLongBits) == edges.map(doubleToRawLongBits))
      val halves = Seq(
        0.0,
        -0.0,
        1.0,
        -2.5,
        6.097555160522461e-05,
        5.960464477539063e-08,
        65504,
        Double.PositiveInfinity,
        0.3330078125
      )
      assert(arrays("halves").values.toSeq.map(doubleToRawLongBits) == halves.map(doubleToRawLongBits))
    }

  test("the three versions of npy are read") {
    val arrays = read("versions.npz")
    assert(arrays.keySet == Set("v1", "v2", "v3") && arrays.values.forall(_.values.toSeq == base))
  }

  test("objects, records, words and complex numbers are refused in one line that names the array") {
    for ((name, array) <- Seq("objects" -> "o", "records" -> "r", "words" -> "w", "complex" -> "c")) {
      val message = intercept[DataException](read(s"$name.npz")).getMessage
      assert(message.startsWith(s"$name.npz: array $array: expected ") && message.linesIterator.size == 1, message)
      assert(message.contains("pickled") == (name == "objects"), message)
    }
  }

  private val some = ListMap(
    "W1" -> new NumericArray(ints(2, 3), Array(0.1, -0.0, 1e300, Double.NaN, 5e-324, 3)),
    "b1" -> new NumericArray(ints(3), Array(1.0, 2, 3)),
    "none" -> new NumericArray(ints(0, 4), Array()),
    "one" -> new NumericArray(ints(), Array(7.0))
  )

  private def written(single: Boolean): Array[Byte] = {
    val out = new ByteArrayOutputStream
    Npz.write(new java.util.LinkedHashMap(some.asJava), if (single) Precision.SINGLE else Precision.DOUBLE, out)
    out.toByteArray
  }

  test("what is written is read by other code, bit for bit, and by this one") {
    for (single <- Seq(false, true)) {
      val file = written(single)
      def rounded(x: Double) = if (single) x.toFloat.toDouble else x
      val expected = some.map { case (name, array) =>
        name -> array.values.toSeq.map(x => doubleToRawLongBits(rounded(x)))
      }
      val found = NumpyArrays(file)
      assert(found.map { case (name, array) => name -> array.values.map(doubleToRawLongBits) } == expected.toSeq)
      val shapes = Seq("(2, 3)", "(3,)", "(0, 4)", "()")
      val descr = if (single) "<f4" else "<f8"
      assert(found.map(_._2.header) == shapes.map(s => s"{'descr': '$descr', 'fortran_order': False, 'shape': $s, }"))
      val back = Npz.decode(file, "x").asScala
      assert(back.keys.toSeq == some.keys.toSeq)
      assert(back.map { case (name, array) => name -> array.values.toSeq.map(doubleToRawLongBits) } == expected)
      assert(file.sameElements(written(single)), "the same arrays, the same bytes")
    }
  }
}
