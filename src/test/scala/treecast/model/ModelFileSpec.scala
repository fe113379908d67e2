package treecast.model

import org.scalatest.funsuite.AnyFunSuite
import org.apache.spark.ml.linalg.Vectors
import treecast.data.DataException
import treecast.linalg.Precision
import treecast.nn._

import java.nio.charset.StandardCharsets.ISO_8859_1
import java.nio.{ByteBuffer, ByteOrder}
import java.util.List.{of => listOf}

/** A model's file, written and read. */
class ModelFileSpec extends AnyFunSuite with ModelFiles {
  test("every architecture comes back as it was, bit for bit") {
    for (model <- models) {
      val back = ModelFile.decode(ModelFile.encode(model), where)
      assert(back.architecture == model.architecture)
      assert(bits(back.weights) == bits(model.weights))
      assert(bits(back.statistics) == bits(model.statistics))
      assert(ModelFile.encode(back).sameElements(ModelFile.encode(model)))
    }
  }

  test("every kind of architecture that there is has words in a file; other objectives are in ExtensionsSpec") {
    val kinds = models.map(model => model.architecture.getClass: Class[_]).toSet
    assert(kinds + classOf[ObjectiveArchitecture] == classOf[Architecture].getPermittedSubclasses.toSet)
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

  test("a model in single precision keeps its doubles and says so in its file; a file that says nothing is in double") {
    val double = model()
    val weights = double.weights
    weights(0) = 1 + 1e-12
    def made(precision: Precision) =
      new Model(double.architecture, weights, double.statistics, double.encoding, precision)
    val file = ModelFile.encode(made(Precision.SINGLE))
    val back = ModelFile.decode(file, where)
    assert(back.precision == Precision.SINGLE && bits(back.weights) == bits(weights))
    assert(ModelFile.encode(back).sameElements(file))
    val x = Vectors.dense(Array.tabulate(6)(i => math.sin(i + 1.0)))
    assert(bits(back.probabilities(x).toArray) == bits(made(Precision.SINGLE).probabilities(x).toArray))
    assert(bits(back.probabilities(x).toArray) != bits(made(Precision.DOUBLE).probabilities(x).toArray))
    assert(back.probabilities(x).toArray.forall(p => p == p.toFloat.toDouble))
    val older = ModelFile.encode(made(Precision.DOUBLE))
    assert(
      !new String(older, ISO_8859_1)
        .contains("precision") && ModelFile.decode(older, where).precision == Precision.DOUBLE
    )
    val other = new String(file, ISO_8859_1).replace("\"single\"", "\"triple\"").getBytes(ISO_8859_1)
    val refused = intercept[DataException](ModelFile.decode(other, where))
    assert(refused.getMessage == s"$where: precision: expected one of double, single, found triple")
    intercept[IllegalArgumentException](
      new Ensemble(listOf(made(Precision.SINGLE), made(Precision.DOUBLE)), AveragingMethod.VOTES)
    )
  }
}
