package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{DataFile, Paths}
import treecast.testing.DefaultStorage.storage

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.Path
import java.util.Locale
import scala.util.Random

class NumeralSpec extends AnyFunSuite with Tables {
  private def bits(text: String): Long = {
    val padded = s"<$text>".getBytes(UTF_8)
    java.lang.Double.doubleToRawLongBits(Numeral.parse(padded, 1, padded.length - 1))
  }

  test("numbers of every length, power and sign have the bits of Java's own parser") {
    val random = new Random(1)
    for (_ <- 1 to 20000) {
      val digits = Seq.fill(1 + random.nextInt(19))(random.nextInt(10)).mkString
      val point = random.nextInt(digits.length + 1)
      val number = random.nextInt(3) match {
        case 0 => digits
        case 1 => digits.take(point) + "." + digits.drop(point)
        case 2 =>
          val sign = Seq("", "-", "+")(random.nextInt(3))
          digits.take(point) + "." + digits.drop(point) + "eE" (random.nextInt(2)) + sign + random.nextInt(30)
      }
      val text = Seq("", "-", "+")(random.nextInt(3)) + number
      assert(bits(text) == java.lang.Double.doubleToRawLongBits(text.toDouble), text)
    }
    for (_ <- 1 to 2000) {
      val number = java.lang.Double.longBitsToDouble(random.nextLong())
      val texts = Seq(number.toString, "%.6e".formatLocal(Locale.ROOT, number), number.toFloat.toString)
      for (text <- texts if text.toDouble.abs <= Double.MaxValue)
        assert(bits(text) == bits(text.toDouble.toString), text)
    }
  }

  test("what is no finite number in ASCII digits is none") {
    for (
      text <- Seq(
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1e5.0",
        "1.2.3",
        "--1",
        "1-",
        "NaN",
        "Infinity",
        "1e999",
        "0x10"
      )
    )
      assert(Numeral.parse(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length).isNaN, text)
    for (text <- Seq("1d", "1f", "1_000", "1,5", " 1", "1 ", "\u0661", "1\u0000"))
      assert(Numeral.parse(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length).isNaN, text)
  }

  test("records that end anywhere in the buffer of the file have the same fields") {
    val lines = Seq("1,2.5,x", "\"4\",-5,y", "70,8,a word with blanks")
    for (length <- (0 to 2) ++ (65515 to 65540) ++ (131060 to 131075)) {
      val long = "w" * length
      withTables("train.csv" -> (lines.mkString("\n") + s"\n9,10,$long\r\n" * 2 + lines.mkString("\r\n"))) { folder =>
        val records = open(folder)
        try {
          val found =
            Iterator.continually(records).takeWhile(_.next()).map(r => (0 until r.fields).map(r.field(_))).toSeq
          val wanted = lines.map(_.replace("\"", "").split(",").toSeq)
          assert(found == wanted ++ Seq.fill(2)(Seq("9", "10", long)) ++ wanted)
        } finally records.close()
      }
    }
  }

  private def open(folder: Path): CsvRecords = {
    val file = new DataFile(storage, Paths.of(s"$folder/train.csv"))
    new CsvRecords(TextInput.open(file, "a CSV file"), CsvText.UNKNOWN.`with`(',', CsvText.NONE, '.'))
  }
}
