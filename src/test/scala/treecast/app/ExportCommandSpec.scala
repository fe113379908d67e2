package treecast.app

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.scalatest.funsuite.AnyFunSuite
import treecast.exchange.{NumpyArrays, OnnxReader, OnnxRun}
import treecast.model.{Model, ModelFile}
import treecast.testing.ExampleExtensions.{jar, withClasses}
import treecast.testing.MadeUpFileSystem

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.nio.{ByteBuffer, ByteOrder}
import scala.jdk.CollectionConverters._

/** The command export: files that other programs read. */
class ExportCommandSpec extends AnyFunSuite with Exports {
  private def onnx(run: Path, more: String*): Array[Byte] = Files.readAllBytes(exported(run, "onnx", more: _*))

  /** What `predict` answers: the labels, and the probabilities of all classes. */
  private def predicted(run: Path, data: Path): (Seq[String], Seq[Seq[Double]]) = {
    val to = newFolder().resolve("answers.csv")
    succeeds("predict", s"$run", "--data", s"$data", "--master", "local[2]", "--out", s"$to")
    val rows = Files.readAllLines(to).asScala.toSeq.tail.map(_.split(",").toSeq)
    (rows.map(_(1)), rows.map(_.drop(2).map(_.toDouble)))
  }

  private def requireSame(found: OnnxRun, expected: (Seq[String], Seq[Seq[Double]]), within: Double): Unit = {
    assert(found.labels.map(_.toString) == expected._1 && expected._1.distinct.size > 2)
    val pairs = found.probabilities.flatten.zip(expected._2.flatten)
    assert(pairs.size >= 300 && pairs.map { case (a, b) => math.abs(a - b) }.max < within)
  }

  private def pixels: Seq[Array[Double]] =
    Files
      .readAllBytes(digits.resolve("t10k-images-idx3-ubyte"))
      .drop(16)
      .grouped(784)
      .toSeq
      .map(_.map(b => ((b & 0xff) / 255f).toDouble))

  test("a table's fields as they stand in the file: onnxruntime answers what predict answers") {
    val fields = Files.readAllLines(flowers.resolve("test.csv")).asScala.toSeq.tail.map(_.split(","))
    val numbers = fields.map(row => Array(1, 3).map(i => row(i).toDoubleOption.getOrElse(Double.NaN)))
    val words = fields.map(row => Array(row(0), row(2)))
    assert(numbers.flatten.count(_.isNaN) > 10 && words.exists(_.head == "black"))
    val expected = predicted(flowerRun, flowers)
    for ((precision, within) <- Seq("single" -> 1e-5, "double" -> 1e-12))
      requireSame(OnnxRun(onnx(flowerRun, "--precision", precision), numbers, words), expected, within)
  }

  test("digits, batch norm folded or not, and an ensemble") {
    val expected = predicted(digitRun, digits)
    requireSame(OnnxRun(onnx(digitRun), pixels), expected, 1e-5)
    val folded = onnx(digitRun, "--fold", "--precision", "double")
    requireSame(OnnxRun(folded, pixels), expected, 1e-12)
    assert(OnnxReader(folded).nodes.forall(_.operator != "BatchNormalization"))
    val two = trained("two", digits, "network.batchNorm=true", "ensemble.members=2")
    requireSame(OnnxRun(onnx(two, "--precision", "double"), pixels), predicted(two, digits), 1e-12)
    for (format <- Seq("npz", "safetensors"))
      refuses(2, Seq("export", s"$two", "--to", format, "--out", s"$out"), Seq(s"--to $format", "one network"))
  }

  /** Name, type, shape and numbers of each array, by nothing of ours. */
  private def safetensors(file: Path): (JsonNode, Map[String, (Seq[Int], Seq[Double])]) = {
    val bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN)
    val length = bytes.getLong.toInt
    val header = new ObjectMapper().readTree(new String(bytes.array, 8, length, UTF_8))
    val arrays = header.properties.asScala.filterNot(_.getKey.startsWith("__")).map { entry =>
      val Seq(begin, end) = entry.getValue.get("data_offsets").elements.asScala.map(_.asInt + 8 + length).toSeq
      val size = entry.getValue.get("dtype").asText.drop(1).toInt / 8
      val values =
        (begin until end by size).map(at => if (size == 4) bytes.getFloat(at).toDouble else bytes.getDouble(at))
      entry.getKey -> (entry.getValue.get("shape").elements.asScala.map(_.asInt).toSeq, values)
    }
    (header.get("__metadata__"), arrays.toMap)
  }

  private def model(run: Path): Model = ModelFile.decode(Files.readAllBytes(run.resolve(ModelFile.NAME)), "")

  test("npz and safetensors hold the book's arrays by their names and shapes, bit for bit") {
    for (run <- Seq(digitRun, flowerRun); precision <- Seq("single", "double")) {
      val of = model(run)
      def rounded(values: Array[Double]) = if (precision == "single") values.map(_.toFloat.toDouble) else values
      val scaling = of.encoding.scaling
      val extra = Seq("shift" -> scaling.shift, "scale" -> scaling.scale, "fill" -> scaling.fill)
      val expected = Model.tensors(of.network).asScala.map { tensor =>
        tensor.name -> (tensor.parameter.shape.asScala.map(_.toInt).toSeq, rounded(of.values(tensor.name)).toSeq)
      } ++ extra.collect { case (name, v) if v.nonEmpty => s"input_$name" -> (Seq(v.length), rounded(v).toSeq) }
      val (metadata, arrays) = safetensors(exported(run, "safetensors", "--precision", precision))
      assert(arrays == expected.toMap)
      assert(metadata.get("hidden").asText == "12" && metadata.get("labels").asText.startsWith("["))
      val numpy = NumpyArrays(Files.readAllBytes(exported(run, "npz", "--precision", precision)))
      assert(numpy.map { case (name, array) => name -> (array.shape, array.values) } == expected.toSeq)
    }
    val folded = safetensors(exported(digitRun, "safetensors", "--fold", "--precision", "double"))._2
    assert(folded.keySet == Set("W1", "b1", "W2", "b2"))
    val whole = ModelFile.decode(Files.readAllBytes(exported(digitRun, "safetensors", "--precision", "double")), "")
    assert(ModelFile.encode(whole).sameElements(Files.readAllBytes(digitRun.resolve(ModelFile.NAME))))
  }

  test("what cannot be done is one line, and nothing is written") {
    val to = s"$out.onnx"
    val command = Seq("export", s"$digitRun", "--to", "onnx", "--out")
    refuses(
      2,
      Seq("export", s"$digitRun", "--to", "onx", "--out", to),
      Seq("--to", "onnx, npz or safetensors", "'onx'")
    )
    refuses(
      2,
      command :+ to :+ "--precision" :+ "half",
      Seq("--precision", "expected one of double, single, found half")
    )
    refuses(2, Seq("export", s"$digitRun", "--out", to), Seq("--to"))
    refuses(2, command :+ s"$folder/MODEL.md", Seq("--out", "model card"))
    refuses(2, command :+ s"${digits.resolve("t10k-images-idx3-ubyte")}/x.onnx", Seq("--out", "is a file"))
    refuses(3, Seq("export", s"$folder/nothing", "--to", "onnx", "--out", to), Seq("expected a run directory"))
    val there = exported(flowerRun, "onnx")
    refuses(2, command :+ s"$there", Seq("--out", "a file that does not exist yet", "exists"))
    refuses(2, command :+ s"${there.resolveSibling("b.onnx")}", Seq("--out", "whose MODEL.md is that of this model"))
  }

  test("a layer and an objective that somebody else wrote are refused by name for onnx, and kept in npz") {
    val place = newFolder()
    withClasses(jar("extensions", place)) {
      val leaky = trained("leaky", digits, "network.activation=leaky-relu")
      val smooth = trained("smooth", digits, "network.objective=label-smoothing")
      val words = Seq("--to onnx: layer 3: ", "found LeakyRelu of com.example.LeakyRelu")
      refuses(2, Seq("export", s"$leaky", "--to", "onnx", "--out", s"$out.onnx"), words)
      val objective = Seq("--to onnx: objective label-smoothing: ", "found com.example.LabelSmoothing")
      refuses(2, Seq("export", s"$smooth", "--to", "onnx", "--out", s"$out.onnx"), objective)
      assert(NumpyArrays(Files.readAllBytes(exported(leaky, "npz", "--fold"))).map(_._1) == Seq("W1", "b1", "W2", "b2"))
    }
  }

  test("run and file may be on any file system, under Hadoop's settings") {
    val conf = MadeUpFileSystem.settings.flatMap { case (key, value) => Seq("--conf", s"spark.hadoop.$key=$value") }
    val to = newFolder().resolve("far.onnx")
    succeeds(Seq("export", s"made-up:$digitRun", "--to", "onnx", "--out", s"made-up:$to") ++ conf: _*)
    assert(Files.readAllBytes(to).sameElements(onnx(digitRun)))
    assert(Files.exists(to.resolveSibling("MODEL.md")))
  }
}
