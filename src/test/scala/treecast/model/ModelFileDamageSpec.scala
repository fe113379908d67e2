package treecast.model

import com.fasterxml.jackson.databind.node.ObjectNode
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.DataException

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.{ByteBuffer, ByteOrder}
import scala.util.Random

/** Files that are no model's, or say what cannot be: one line that names the file. */
class ModelFileDamageSpec extends AnyFunSuite with ModelFiles {
  private def refused(bytes: Array[Byte]): String = {
    val message = intercept[DataException](ModelFile.decode(bytes, where)).getMessage
    assert(message.linesIterator.size == 1, message)
    assert(message.startsWith(where + ": ") && message.contains("expected") && message.contains("found"), message)
    message
  }

  test("a file cut short anywhere, or with bytes too many, is refused") {
    val file = ModelFile.encode(model())
    for (length <- 0 until file.length) refused(file.take(length))
    for (extra <- Seq(1, 8, 1000)) refused(file ++ new Array[Byte](extra))
  }

  test("something else altogether is refused") {
    for (other <- Seq("", "{}", "hello, this is no model", "<html>\n<body>\n", "\u0000" * 64, "PK\u0003\u0004" * 10))
      refused(other.getBytes(UTF_8))
    for (length <- Seq(-1L, 0L, 1L, Int.MaxValue.toLong, Int.MaxValue + 1L, Long.MaxValue, Long.MinValue))
      refused(ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array)
    for (
      json <- Seq(
        "  ",
        "null",
        "[]",
        "{}",
        "5",
        "{\"a\":",
        "{\n\"a\"\n:\n}",
        "[" * 5000,
        "\"text\"",
        "{\"__metadata__\":[]}"
      )
    )
      refused(join(json, Array.empty))
  }

  test("a header that contradicts the architecture is refused and the tensor named") {
    def tensor(header: ObjectNode, name: String) = header.get(name).asInstanceOf[ObjectNode]
    assert(refused(changed(_.remove("W1"))).contains("W1"))
    assert(refused(changed(tensor(_, "W1").put("dtype", "F32"))).contains("W1"))
    assert(refused(changed(tensor(_, "W2").putArray("shape").add(4).add(5))).contains("W2"))
    assert(refused(changed(tensor(_, "b1").putArray("shape").add(1).add(5))).contains("b1"))
    assert(refused(changed(tensor(_, "gamma2").putArray("data_offsets").add(0).add(32))).contains("gamma2"))
    assert(refused(changed(_.remove("running_var1"))).contains("running_var1"))
    assert(refused(changed(_.put("b2", 5))).contains("b2"))
  }

  test("a file says its kind; one of before there were kinds holds a MultiLayerNetExtend; unknown kinds are refused") {
    for (model <- models) {
      val kind = metadata(split(ModelFile.encode(model))._1).get("kind").asText
      assert(kind == model.architecture.kind)
    }
    for (model <- extended) {
      val old = changed(model, metadata(_).remove("kind"))
      val back = ModelFile.decode(old, where)
      assert(back.architecture == model.architecture && bits(back.weights) == bits(model.weights))
    }
    for (kind <- Seq("", "x", "CONV", "conv", "MultiLayerNet")) refused(changed(metadata(_).put("kind", kind)))
    for (kind <- Seq("MultiLayerNet", "MultiLayerNetExtend"))
      refused(changed(convolutional(batchNorm = true), metadata(_).put("kind", kind)))
  }

  test("a file that names another objective is refused, not read as if it named none") {
    for (model <- models.take(3) ++ others) {
      val plain = metadata(split(ModelFile.encode(model))._1)
      assert(!plain.has("objective"), "files of today are those of before there were objectives")
      val same = ModelFile.decode(changed(model, metadata(_).put("objective", "softmax-cross-entropy")), where)
      assert(bits(same.weights) == bits(model.weights))
      for (other <- Seq("squared-error", "", "SOFTMAX-CROSS-ENTROPY"))
        assert(refused(changed(model, metadata(_).put("objective", other))).contains("objective"))
    }
  }

  test("metadata of a convolution that are missing or make no sense are refused") {
    val bad =
      Seq("", "x", "0", "-1", "1e3", "2,4", "2,4,0", "3,2,0,1", "9,9,1,0", "2,2,2,2", "2147483647,1,1,0", "3,2,1")
    for (key <- Seq("image", "window", "pool", "filters")) {
      refused(changed(convolutional(batchNorm = true), metadata(_).remove(key)))
      for (value <- bad ++ Seq("2147483647", "65536,65536,65536", "1,2,3,4,5"))
        refused(changed(convolutional(batchNorm = true), metadata(_).put(key, value)))
    }
  }

  test("metadata that are missing or make no sense are refused") {
    val keys = Seq("format", "inputs", "hidden", "outputs", "activation", "init", "weightDecay", "dropout", "batchNorm")
    for (key <- keys) refused(changed(metadata(_).remove(key)))
    for (key <- keys.init; value <- Seq("", "x", "-1", "NaN", "1e999", "5,x"))
      refused(changed(metadata(_).put(key, value)))
    refused(changed(metadata(_).put("batchNorm", "false")))
    for (key <- Seq("inputs", "outputs", "hidden"); value <- Seq("0", "7", "2147483647", "2147483648"))
      refused(changed(metadata(_).put(key, value)))
    refused(changed(metadata(_).put("hidden", "5,4,4")))
    refused(changed(metadata(_).put("hidden", "65536,65536"))) // 2^32 weights: 0 in 32 bits
    refused(changed(metadata(_).put("dropout", "1")))
    refused(changed(header => header.remove("__metadata__")))
  }

  test("fuzz: flipped bytes of the header are refused in one line, or give a model of the same tensors") {
    val random = new Random(4)
    for (model <- Seq(model(), convolutional(batchNorm = true)); round <- 1 to 3000) {
      val good = ModelFile.encode(model)
      val length = good.length - split(good)._2.length
      val file = good.clone
      for (_ <- 0 to random.nextInt(3)) file(random.nextInt(length)) = random.nextInt().toByte
      try assert(bits(ModelFile.decode(file, where).weights) == bits(model.weights))
      catch {
        case e: DataException => assert(e.getMessage.linesIterator.size == 1, e.getMessage)
        case e: Throwable     => fail(s"round $round: ${new String(file, 0, length, UTF_8)}", e)
      }
    }
  }
}
