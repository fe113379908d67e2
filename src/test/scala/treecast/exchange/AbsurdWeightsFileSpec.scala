package treecast.exchange

import org.scalatest.funsuite.AnyFunSuite

import java.io.ByteArrayOutputStream
import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}
import java.nio.{ByteBuffer, ByteOrder}
import java.util.zip.{ZipEntry, ZipOutputStream}

/** Weights files that say what cannot be: sizes, shapes, types and places that a reader must not believe. */
class AbsurdWeightsFileSpec extends AnyFunSuite with RefusedWeights {
  private def archive(name: String, content: Array[Byte]): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val zip = new ZipOutputStream(out)
    zip.putNextEntry(new ZipEntry(name))
    zip.write(content)
    zip.close()
    out.toByteArray
  }

  private def npy(header: String, data: Array[Byte] = new Array(16), version: Int = 1): Array[Byte] = {
    val length =
      if (version == 1) Array[Byte](header.length.toByte, (header.length >> 8).toByte)
      else
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(header.length).array
    Array[Byte](0x93.toByte, 'N', 'U', 'M', 'P', 'Y', version.toByte, 0) ++ length ++ header.getBytes(
      ISO_8859_1
    ) ++ data
  }

  private def shaped(shape: String, descr: String = "<f8") =
    s"{'descr': '$descr', 'fortran_order': False, 'shape': $shape, }\n"

  test("absurd shapes and headers of npy are refused without the memory that they ask for") {
    assert(decoded(archive("a.npy", npy(shaped("(2,)")))).map(_("a").size) == Right(3))
    val max = Int.MaxValue
    val shapes = Seq(
      s"($max,)",
      s"($max, $max)",
      s"($max, $max, $max)",
      "(1000000000,)",
      "(-1,)",
      "(-1, -2)",
      "(2.0,)",
      "(3,)",
      "(1,)",
      "(99999999999999999999,)",
      "(x,)",
      "2",
      "(((2,)))",
      "(" + "1, " * 200 + "2)" + " ",
      s"($max, 0, $max, $max)",
      "('a',)"
    )
    for (shape <- shapes.filter(!_.startsWith("(1, "))) refused(archive("a.npy", npy(shaped(shape))))
    decoded(archive("a.npy", npy(shaped("(" + "1, " * 200 + "2)"))))
    for (descr <- Seq("", "<", "<f", "<f16", "|O", "<U4", "<c16", "f8", "<f9", "|V8", ">M8", "=f8"))
      refused(archive("a.npy", npy(shaped("(2,)", descr))))
    val headers = Seq(
      "",
      "{",
      "{}",
      "()",
      "\n" * 100,
      "{'descr': '<f8'}",
      shaped("(2,)").replace("False", "0"),
      "{" * 60000,
      shaped("(2,)").replace("descr", "shape"),
      "'a': " * 10000,
      "{'a': 1," * 7000,
      shaped("(2,)") + "x",
      "\u0000" * 70
    )
    for (header <- headers) refused(archive("a.npy", npy(header)))
    val length = Array[Byte](0x93.toByte, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1)
    refused(archive("a.npy", length ++ new Array[Byte](64)))
    for (version <- Seq(0, 4, 255)) refused(archive("a.npy", npy(shaped("(2,)"), version = version)))
    for (name <- Seq("a", ".npy", "a.npy/", "a\nb", "data.pkl", "x/data.pkl"))
      refused(archive(name, npy(shaped("(2,)"))))
  }

  test("archives that say absurd sizes, or unpack to far more than they hold, are refused") {
    val good = archive("a.npy", npy(shaped("(2,)")))
    val directory = good.length - 22 - 46 - 5
    for (at <- Seq(20, 24, 42); value <- Seq(Int.MaxValue, -1, Int.MinValue, 1 << 30, 0)) {
      val file = ByteBuffer.wrap(good.clone).order(ByteOrder.LITTLE_ENDIAN)
      file.putInt(directory + at, value)
      val found = decoded(file.array)
      assert(found.isLeft || file.array.sameElements(good), s"$at: $value")
    }
    refused(archive("a.npy", npy(shaped("(100000000,)"), new Array(1 << 20))))
    val all =
      ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN).putInt(0x06054b50).putInt(0).putShort(-1).putShort(-1)
    refused(all.array)
  }

  private def headed(json: String, data: Int = 16): Array[Byte] = {
    val bytes = json.getBytes(UTF_8)
    ByteBuffer.allocate(8 + bytes.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length).put(bytes).array
  }

  private def entry(shape: String, offsets: String = "[0,16]", dtype: String = "F64") =
    s"""{"a":{"dtype":"$dtype","shape":$shape,"data_offsets":$offsets}}"""

  test("absurd shapes, types and places in safetensors are refused without the memory that they ask for") {
    assert(decoded(headed(entry("[2]"))).map(_("a").size) == Right(3))
    val max = Int.MaxValue
    val shapes = Seq(
      s"[$max]",
      s"[$max,$max]",
      s"[$max,$max,$max]",
      "[-2]",
      "[-1,-2]",
      "[2.0]",
      "[3]",
      "[1]",
      "2",
      "{}",
      "null",
      "[\"2\"]",
      "[9223372036854775807]",
      "[99999999999999999999]",
      "[[2]]",
      s"[$max,0,$max]",
      "[4294967298]"
    )
    for (shape <- shapes) refused(headed(entry(shape)))
    for (
      offsets <- Seq(
        "[0,8]",
        "[8,24]",
        "[16,0]",
        "[-16,0]",
        "[0]",
        "[0,16,32]",
        "[]",
        "null",
        "[0.0,16.0]",
        s"[0,${Long.MaxValue}]",
        s"[${Long.MaxValue},${Long.MinValue}]",
        "[0,1e400]",
        "[\"0\",\"16\"]"
      )
    )
      refused(headed(entry("[2]", offsets)))
    for (dtype <- Seq("", "F8_E4M3", "BOOL", "f64", "C64", "F128")) refused(headed(entry("[2]", dtype = dtype)))
    for (
      json <- Seq(
        "",
        " ",
        "[]",
        "5",
        "null",
        "{",
        "[" * 100000,
        "{\"a\":" * 100000,
        "{\"a\":5}",
        "{\"a\":null}",
        entry("[2]") * 2 + "x"
      )
    )
      refused(headed(json))
    for (length <- Seq(-1L, 0L, Int.MaxValue.toLong, Int.MaxValue + 1L, Long.MaxValue, Long.MinValue))
      refused(ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array)
    val overlapping =
      """{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"b":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}"""
    refused(headed(overlapping))
    refused(headed(entry("[2]"), data = 24))
    refused(headed("{}"))
  }
}
