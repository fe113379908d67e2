package treecast.model

import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.node.ObjectNode
import org.apache.spark.ml.linalg.Vectors
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{ClassLabels, DataException, Encoding, Scaling}
import treecast.nn.{Activation, Initializer, MultiLayerNet, MultiLayerNetExtend}

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.{ByteBuffer, ByteOrder}
import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** What a model and its file say of the data: the scaling of features, labels and names of classes. */
class EncodingSpec extends AnyFunSuite {
  private val shift = Array(1.5, -2, 0)
  private val scale = Array(2, 1e-9, 1)
  private val labels = new ClassLabels(listOf("1", "2", "5"), listOf("a \"quoted\" name", "b,c", "\u00e9\n"))
  private val base = new MultiLayerNet(3, listOf(4), 3, Activation.TANH, Initializer.of("he"), 0)
  private val architecture = new MultiLayerNetExtend(base, true, 0)
  private val random = new Random(1)
  private val weights = Array.fill(architecture.network.parameters)(random.nextGaussian())
  private val statistics = Array.fill(architecture.network.statistics)(1 + random.nextDouble())
  private val model =
    new Model(architecture, weights, statistics, new Encoding(new Scaling(shift, scale), labels))

  private def refused(file: Array[Byte]): String = {
    val message = intercept[DataException](ModelFile.decode(file, "the file")).getMessage
    assert(message.startsWith("the file") && message.linesIterator.size == 1, message)
    assert(message.contains("expected") && message.contains("found"), message)
    message
  }

  private def changed(change: ObjectNode => Any, tensors: Array[Byte] => Array[Byte] = identity): Array[Byte] = {
    val file = ModelFile.encode(model)
    val length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong.toInt
    val header = new ObjectMapper().readTree(new String(file, 8, length, UTF_8)).asInstanceOf[ObjectNode]
    change(header)
    val json = header.toString.getBytes(UTF_8)
    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array ++ json ++
      tensors(file.drop(8 + length))
  }

  private def metadata(header: ObjectNode) = header.get("__metadata__").asInstanceOf[ObjectNode]

  test("a file gives scaling, labels and names back") {
    val back = ModelFile.decode(ModelFile.encode(model), "the file").encoding
    assert(back.classes == labels)
    assert(back.scaling.shift.sameElements(shift) && back.scaling.scale.sameElements(scale))
  }

  test("a model scales what it is given, and leaves the vector as it was") {
    val plain = new Model(architecture, weights, statistics)
    val x = Vectors.dense(3, -2 + 1e-9, 7)
    val scaled = Vectors.dense(x.toArray.indices.map(j => (x(j) - shift(j)) / scale(j)).toArray)
    assert(model.probabilities(x) == plain.probabilities(scaled) && x == Vectors.dense(3, -2 + 1e-9, 7))
    assert(model.probabilities(x) != plain.probabilities(x))
  }

  test("a file without these has no scaling and the labels from 0, as files had before") {
    val old = changed(
      { header =>
        for (name <- Seq("input_shift", "input_scale")) header.remove(name)
        for (name <- Seq("labels", "classNames")) metadata(header).remove(name)
      },
      _.dropRight(48)
    )
    val encoding = ModelFile.decode(old, "the file").encoding
    assert(encoding.scaling.isNone && encoding.classes == ClassLabels.numbered(0, 3))
    assert(ModelFile.decode(old, "the file").weights.sameElements(weights))
  }

  test("tensors of the scaling that are missing, elsewhere, or no scaling") {
    assert(refused(changed(_.remove("input_shift"))).contains("input_shift"))
    assert(refused(changed(_.get("input_scale").asInstanceOf[ObjectNode].put("dtype", "F32"))).contains("input_scale"))
    assert(refused(changed(_ => (), _.dropRight(8))).contains("bytes of tensors"))
    for (bad <- Seq(0.0, -1.0, Double.NaN, Double.PositiveInfinity)) {
      val bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(bad).array
      assert(refused(changed(_ => (), _.dropRight(8) ++ bytes)).contains("input_scale"))
    }
  }

  test("labels and names that do not make classes") {
    for (key <- Seq("labels", "classNames")) {
      refused(changed(metadata(_).remove(key)))
      for (
        value <- Seq(
          "",
          "x",
          "[]",
          "[\"a\"]",
          "[1,2,3]",
          "{\"a\":\"b\"}",
          "[\"a\",\"b\",\"c\",\"d\"]",
          "null",
          "[\"a\""
        )
      )
        assert(refused(changed(metadata(_).put(key, value))).contains("3 labels"), value)
    }
    refused(changed(metadata(_).put("labels", "[\"a\",\"a\",\"b\"]")))
    val four = "[\"a\",\"b\",\"c\",\"d\"]"
    assert(refused(changed(metadata(_).put("labels", four).put("classNames", four))).contains("3 labels"))
  }

  test("an encoding of another size belongs to no network") {
    for (
      encoding <- Seq(
        Encoding.plain(4),
        new Encoding(new Scaling(Array(0.0), Array(1.0)), labels),
        new Encoding(Scaling.NONE, ClassLabels.of(Seq("a", "b").asJava))
      )
    ) intercept[IllegalArgumentException](new Model(architecture, weights, statistics, encoding))
  }
}
