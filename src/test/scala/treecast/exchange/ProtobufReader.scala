package treecast.exchange

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.{ByteBuffer, ByteOrder}
import scala.collection.mutable.ListBuffer

/** Message of Protocol Buffers, read field by field; shares nothing with what writes it. */
case class ProtobufReader(fields: Seq[(Int, Any)]) {
  def all[T](field: Int): Seq[T] = fields.collect { case (`field`, value) => value.asInstanceOf[T] }
  def texts(field: Int): Seq[String] = all[Array[Byte]](field).map(new String(_, UTF_8))
  def text(field: Int): String = texts(field).headOption.getOrElse("")
  def numbers(field: Int): Seq[Long] = all[Long](field)
  def number(field: Int): Long = numbers(field).headOption.getOrElse(0)
  def messages(field: Int): Seq[ProtobufReader] = all[Array[Byte]](field).map(ProtobufReader(_))
  def message(field: Int): ProtobufReader = messages(field).head

  /** Fails if there is a field that the message does not have. */
  def only(known: Int*): ProtobufReader = {
    for ((field, _) <- fields) require(known.contains(field), s"field $field is none of ${known.mkString(", ")}")
    this
  }

  /** Fails if a field that is there once at most is there twice. */
  def once(single: Int*): ProtobufReader = {
    for (field <- single) require(all[Any](field).size <= 1, s"field $field is there twice")
    this
  }
}

object ProtobufReader {
  def apply(bytes: Array[Byte]): ProtobufReader = {
    val in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
    val fields = ListBuffer.empty[(Int, Any)]
    while (in.hasRemaining) {
      val tag = varint(in)
      val value = (tag & 7).toInt match {
        case 0 => varint(in)
        case 1 => in.getLong
        case 2 =>
          val content = new Array[Byte](Math.toIntExact(varint(in)))
          in.get(content)
          content
        case 5 => in.getInt
      }
      fields += (tag >>> 3).toInt -> value
    }
    ProtobufReader(fields.toSeq)
  }

  private def varint(in: ByteBuffer): Long = {
    var value = 0L
    var shift = 0
    var byte = 0x80
    while ((byte & 0x80) != 0) {
      require(shift < 70, "a number of more than ten bytes")
      byte = in.get & 0xff
      value |= (byte & 0x7fL) << shift
      shift += 7
    }
    value
  }
}
