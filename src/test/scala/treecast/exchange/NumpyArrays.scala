package treecast.exchange

import java.io.ByteArrayInputStream
import java.nio.charset.StandardCharsets.US_ASCII
import java.nio.{ByteBuffer, ByteOrder}
import java.util.zip.ZipInputStream

/** Array of an npz file.
  *
  * @param header
  *   its description, without the blanks that fill it
  */
final case class NumpyArray(header: String, shape: Seq[Int], values: Seq[Double])

/** Reader of npz files of float32 and float64 that shares nothing with ours: Java's own reader of archives, and the
  * text of each header.
  */
object NumpyArrays {

  /** Each array with its name, in the order of the file. */
  def apply(file: Array[Byte]): Seq[(String, NumpyArray)] = {
    val zip = new ZipInputStream(new ByteArrayInputStream(file))
    Iterator
      .continually(zip.getNextEntry)
      .takeWhile(_ != null)
      .map { entry =>
        require(entry.getName.endsWith(".npy"))
        entry.getName.stripSuffix(".npy") -> array(zip.readAllBytes)
      }
      .toSeq
  }

  private def array(bytes: Array[Byte]): NumpyArray = {
    val data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
    require(data.getLong(0) == 0x000159504d554e93L, "magic number and version 1.0")
    val length = 10 + data.getShort(8)
    require(length % 64 == 0)
    val header = new String(bytes, 10, length - 10, US_ASCII).stripTrailing
    require(header.contains("'fortran_order': False"))
    val shape = "\\d+".r.findAllIn("\\(.*\\)".r.findFirstIn(header).get).map(_.toInt).toSeq
    val size = if (header.contains("'<f4'")) 4 else 8
    val values =
      (length until bytes.length by size).map(at => if (size == 4) data.getFloat(at).toDouble else data.getDouble(at))
    NumpyArray(header, shape, values)
  }
}
