package treecast.app

import java.io.ByteArrayInputStream
import java.nio.charset.StandardCharsets.US_ASCII
import java.nio.{ByteBuffer, ByteOrder}
import java.util.zip.ZipInputStream

/** Reader of npz files of float32 and float64, by Java's own reader of archives and the text of each header. */
object NumpyArrays {

  /** Name, shape and numbers of each array, in the order of the file. */
  def apply(file: Array[Byte]): Seq[(String, (Seq[Int], Seq[Double]))] = {
    val zip = new ZipInputStream(new ByteArrayInputStream(file))
    Iterator
      .continually(zip.getNextEntry)
      .takeWhile(_ != null)
      .map(entry => entry.getName.stripSuffix(".npy") -> array(zip.readAllBytes))
      .toSeq
  }

  private def array(bytes: Array[Byte]): (Seq[Int], Seq[Double]) = {
    val data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
    require(data.getLong(0) == 0x000159504d554e93L, "magic number and version 1.0")
    val length = 10 + data.getShort(8)
    val header = new String(bytes, 10, length - 10, US_ASCII)
    require(header.contains("'fortran_order': False"))
    val shape = "\\d+".r.findAllIn("\\(.*\\)".r.findFirstIn(header).get).map(_.toInt).toSeq
    val size = if (header.contains("'<f4'")) 4 else 8
    val values =
      (length until bytes.length by size).map(at => if (size == 4) data.getFloat(at).toDouble else data.getDouble(at))
    (shape, values)
  }
}
