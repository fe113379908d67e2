package treecast.model

import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.node.ObjectNode

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.{ByteBuffer, ByteOrder}

/** Files of models, taken apart and put together again. */
trait ModelFiles extends Models {
  protected val where = "runs/one/model.safetensors"

  protected def split(file: Array[Byte]): (ObjectNode, Array[Byte]) = {
    val length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong.toInt
    val header = new ObjectMapper().readTree(new String(file, 8, length, UTF_8)).asInstanceOf[ObjectNode]
    (header, file.drop(8 + length))
  }

  protected def join(header: String, tensors: Array[Byte]): Array[Byte] = {
    val json = header.getBytes(UTF_8)
    val buffer = ByteBuffer.allocate(8 + json.length + tensors.length).order(ByteOrder.LITTLE_ENDIAN)
    buffer.putLong(json.length.toLong).put(json).put(tensors).array
  }

  /** The file with a header that was changed. */
  protected def changed(change: ObjectNode => Any): Array[Byte] = changed(model(), change)

  protected def changed(model: Model, change: ObjectNode => Any): Array[Byte] = {
    val (header, tensors) = split(ModelFile.encode(model))
    change(header)
    join(header.toString, tensors)
  }

  protected def metadata(header: ObjectNode) = header.get("__metadata__").asInstanceOf[ObjectNode]
}
