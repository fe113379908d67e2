package treecast.model

import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.node.ObjectNode
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.DataException
import treecast.linalg.{Matrix, Shape, Window, Workspace}
import treecast.nn._

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.{ByteBuffer, ByteOrder}
import java.util.List.{of => listOf}
import scala.util.Random

/** A model, and its file. */
class ModelFileSpec extends AnyFunSuite {
  private val where = "runs/one/model.safetensors"

  private def model(
      batchNorm: Boolean = true,
      dropout: Double = 0.25,
      activation: Activation = Activation.RELU,
      init: String = "he",
      hidden: java.util.List[Integer] = listOf(5, 4)
  ): Model = {
    val base = new MultiLayerNet(6, hidden, 3, activation, Initializer.of(init), 1e-4)
    made(new MultiLayerNetExtend(base, batchNorm, dropout))
  }

  private def made(architecture: Architecture): Model = {
    val random = new Random(11)
    val network = architecture.network()
    new Model(
      architecture,
      Array.fill(network.parameters)(random.nextGaussian()),
      Array.fill(network.statistics)(1 + random.nextDouble())
    )
  }

  /** Three filters on images of 2 x 4 x 5, and the others behind them. */
  private def convolutional(batchNorm: Boolean): Model = {
    val stage = new ConvolutionStage(new Shape(2, 4, 5), 3, new Window(3, 2, 1, 1), new Window(2, 2, 2, 0))
    val base = new MultiLayerNet(stage.output.size, listOf(4), 3, Activation.RELU, Initializer.of("he"), 1e-4)
    made(new ConvolutionalNet(stage, new MultiLayerNetExtend(base, batchNorm, 0.5)))
  }

  private val others =
    Seq(true, false).map(convolutional) :+
      made(new MultiLayerNet(6, listOf(5, 4), 3, Activation.TANH, Initializer.of("xavier"), 0))

  private val extended = for {
    batchNorm <- Seq(true, false)
    dropout <- Seq(0, 0.25)
    activation <- Activation.values.toSeq
    init <- Seq("he", "xavier", "0.01")
    hidden <- Seq[java.util.List[Integer]](listOf(1), listOf(5, 4))
  } yield model(batchNorm, dropout, activation, init, hidden)

  private val models = extended ++ others

  private def bits(values: Array[Double]): Seq[Long] = values.map(java.lang.Double.doubleToRawLongBits).toSeq

  private def split(file: Array[Byte]): (ObjectNode, Array[Byte]) = {
    val length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong.toInt
    val header = new ObjectMapper().readTree(new String(file, 8, length, UTF_8)).asInstanceOf[ObjectNode]
    (header, file.drop(8 + length))
  }

  private def join(header: String, tensors: Array[Byte]): Array[Byte] = {
    val json = header.getBytes(UTF_8)
    val buffer = ByteBuffer.allocate(8 + json.length + tensors.length).order(ByteOrder.LITTLE_ENDIAN)
    buffer.putLong(json.length.toLong).put(json).put(tensors).array
  }

  /** The file with a header that was changed. */
  private def changed(change: ObjectNode => Any): Array[Byte] = changed(model(), change)

  private def changed(model: Model, change: ObjectNode => Any): Array[Byte] = {
    val (header, tensors) = split(ModelFile.encode(model))
    change(header)
    join(header.toString, tensors)
  }

  private def refused(bytes: Array[Byte]): String = {
    val message = intercept[DataException](ModelFile.decode(bytes, where)).getMessage
    assert(message.linesIterator.size == 1, message)
    assert(message.startsWith(where + ": ") && message.contains("expected") && message.contains("found"), message)
    message
  }

  test("every architecture comes back as it was, bit for bit") {
    for (model <- models) {
      val back = ModelFile.decode(ModelFile.encode(model), where)
      assert(back.architecture == model.architecture)
      assert(bits(back.weights) == bits(model.weights))
      assert(bits(back.statistics) == bits(model.statistics))
      assert(ModelFile.encode(back).sameElements(ModelFile.encode(model)))
    }
  }

  test("numbers that are odd come back as they were") {
    val odd = Array(-0.0, Double.MinPositiveValue, Double.MaxValue, Double.NaN, Double.NegativeInfinity, 1e-300)
    val plain = model()
    val weights = plain.weights
    odd.copyToArray(weights)
    val back = ModelFile.decode(ModelFile.encode(new Model(plain.architecture, weights, plain.statistics)), where)
    assert(bits(back.weights) == bits(weights))
  }

  test("the file is what safetensors say: aligned, complete, without gaps, in the tensors' order") {
    for (model <- models) {
      val file = ModelFile.encode(model)
      val (header, tensors) = split(file)
      assert((file.length - tensors.length) % 8 == 0)
      assert(header.get("__metadata__").elements.hasNext)
      header.get("__metadata__").forEach(value => assert(value.isTextual))
      val buffer = ByteBuffer.wrap(tensors).order(ByteOrder.LITTLE_ENDIAN)
      var end = 0
      Model.tensors(model.network).forEach { tensor =>
        val entry = header.get(tensor.name)
        assert(entry.get("dtype").asText == "F64")
        assert(entry.get("data_offsets").get(0).asInt == end)
        end = entry.get("data_offsets").get(1).asInt
        val shape = (0 until entry.get("shape").size).map(entry.get("shape").get(_).asInt)
        val matrix = model.matrix(tensor.name)
        if (shape.size < 3)
          assert(shape == (if (matrix.numRows == 1) Seq(matrix.numCols) else Seq(matrix.numRows, matrix.numCols)))
        else assert(shape == Seq(3, 2, 3, 2) && (matrix.numRows, matrix.numCols) == ((3, 12)))
        for (i <- 0 until matrix.numRows; j <- 0 until matrix.numCols)
          assert(buffer.getDouble == matrix(i, j))
      }
      assert(end == tensors.length)
    }
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

  private def metadata(header: ObjectNode) = header.get("__metadata__").asInstanceOf[ObjectNode]

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

  private def input(model: Model, seed: Int): Vector =
    Vectors.dense(Array.fill(model.network.inputs)(new Random(seed).nextDouble() * (seed % 7)))

  test("probabilities are positive and sum to 1") {
    for (model <- models; seed <- 1 to 5) {
      val probabilities = model.probabilities(input(model, seed)).toArray
      assert(probabilities.length == 3 && probabilities.forall(_ >= 0))
      assert(math.abs(probabilities.sum - 1) < 1e-12)
    }
  }

  test("a prediction is the class of the largest score and of the largest probability") {
    for (model <- models; seed <- 1 to 5) {
      val x = input(model, seed)
      val row = Matrix.of(1, x.size, x.toArray: _*)
      val scores = model.network.scores(model.weights, model.statistics, row, new Workspace()).toArray
      assert(model.predict(x) == scores.indexOf(scores.max))
      assert(model.predict(x) == model.probabilities(x).argmax)
      val exponentials = scores.map(score => math.exp(score - scores.max))
      for ((p, e) <- model.probabilities(x).toArray.zip(exponentials))
        assert(math.abs(p - e / exponentials.sum) < 1e-12)
    }
  }

  test("a model travels: Java's serialization gives it back") {
    for (model <- models) {
      val bytes = new ByteArrayOutputStream
      new ObjectOutputStream(bytes).writeObject(model)
      val back = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject.asInstanceOf[Model]
      assert(back.architecture == model.architecture && bits(back.weights) == bits(model.weights))
      assert(back.predict(input(model, 1)) == model.predict(input(model, 1)))
    }
  }

  test("a sparse vector gives what the dense one gives") {
    val sparse = Vectors.sparse(6, Array(1, 4), Array(0.5, 1))
    assert(bits(model().probabilities(sparse).toArray) == bits(model().probabilities(sparse.toDense).toArray))
  }

  test("a vector of another length is refused") {
    for (size <- Seq(0, 5, 7)) {
      val refusal = intercept[IllegalArgumentException](model().predict(Vectors.zeros(size)))
      assert(refusal.getMessage == s"expected a vector of 6 elements, found $size")
    }
  }

  test("matrices are windows of the flat arrays, row by row") {
    val plain = model()
    val w1 = plain.matrix("W1")
    assert((w1.numRows, w1.numCols) == ((6, 5)))
    for (i <- 0 until 6; j <- 0 until 5) assert(w1(i, j) == plain.weights()(i * 5 + j))
    val b1 = plain.matrix("b1")
    assert((b1.numRows, b1.numCols) == ((1, 5)))
    for (j <- 0 until 5) assert(b1(0, j) == plain.weights()(30 + j))
    assert(plain.matrix("b3").values.toSeq == plain.weights.takeRight(3).toSeq)
    assert(plain.matrix("running_mean1").values.toSeq == plain.statistics.take(5).toSeq)
    assert(plain.matrix("running_var2").values.toSeq == plain.statistics.takeRight(4).toSeq)
    assert(intercept[IllegalArgumentException](plain.matrix("W4")).getMessage.contains("W4"))
  }

  test("what a model hands out is a copy, and so is what it was given") {
    val weights = model().weights
    val made = new Model(model().architecture, weights, model().statistics)
    val first = weights(0)
    weights(0) = 99
    made.weights()(0) = 99
    made.statistics()(0) = 99
    made.matrix("W1").values(0) = 99
    assert(
      made.weights.head == first && made.matrix("W1")(0, 0) == first && made.statistics.head == model().statistics.head
    )
  }

  test("weights that do not belong to the architecture are refused") {
    val plain = model()
    intercept[IllegalArgumentException](new Model(plain.architecture, plain.weights.tail, plain.statistics))
    intercept[IllegalArgumentException](new Model(plain.architecture, plain.weights, plain.statistics.tail))
  }

  test("a network that fits no file is known before it is made") {
    def holds(inputs: Int, hidden: Integer*) = {
      val base = new MultiLayerNet(inputs, listOf(hidden: _*), 10, Activation.RELU, Initializer.of("he"), 0)
      ModelFile.holds(new MultiLayerNetExtend(base, true, 0))
    }
    assert(holds(784, 100, 100))
    assert(holds(784, 300000))
    assert(!holds(784, 400000))
    assert(!holds(784, Int.MaxValue))
    assert(!holds(1 << 16, 1 << 16)) // 2^32 weights: 0 in 32 bits
    assert(!holds(1, 1 << 15, 1 << 15, 1 << 15, 1 << 15, 1 << 15))
  }
}
