package treecast.app

import treecast.exchange.{Npz, NumericArray, WeightFiles}
import treecast.linalg.Precision

import java.io.ByteArrayOutputStream
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.{ByteBuffer, ByteOrder}
import scala.collection.immutable.ListMap
import scala.jdk.CollectionConverters._

/** Weights files of arrays of some shapes, all of one number. */
trait MadeWeights extends WeightFiles {
  protected val good = ListMap("W1" -> Seq(3, 4), "b1" -> Seq(4), "W2" -> Seq(4, 2), "b2" -> Seq(2))

  protected def made(arrays: Map[String, Seq[Int]], value: Double = 0.5): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val numbers = arrays.map { case (name, shape) =>
      name -> new NumericArray(ints(shape: _*), Array.fill(shape.product)(value))
    }
    Npz.write(new java.util.LinkedHashMap(numbers.asJava), Precision.DOUBLE, out)
    out.toByteArray
  }

  /** The same as a safetensors file. */
  protected def madeSafetensors(arrays: Map[String, Seq[Int]], value: Double = 0.5): Array[Byte] = {
    val ends = arrays.values.scanLeft(0)((end, shape) => end + 8 * shape.product).toSeq
    val entries = arrays.toSeq.zip(ends.zip(ends.tail)).map { case ((name, shape), (begin, end)) =>
      s""""$name":{"dtype":"F64","shape":[${shape.mkString(",")}],"data_offsets":[$begin,$end]}"""
    }
    val header = entries.mkString("{", ",", "}").getBytes(UTF_8)
    val file = ByteBuffer.allocate(8 + header.length + ends.last).order(ByteOrder.LITTLE_ENDIAN)
    file.putLong(header.length.toLong).put(header)
    while (file.hasRemaining) file.putDouble(value)
    file.array
  }

  protected val images = ListMap(
    "W1" -> Seq(2, 1, 3, 3),
    "b1" -> Seq(2),
    "W2" -> Seq(18, 4),
    "b2" -> Seq(4),
    "W3" -> Seq(4, 2),
    "b3" -> Seq(2)
  )
}
