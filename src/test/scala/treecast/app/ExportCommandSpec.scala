package treecast.app

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.scalatest.funsuite.AnyFunSuite
import treecast.exchange.{OnnxReader, OnnxRun}
import treecast.model.{Model, ModelFile}
import treecast.testing.ExampleExtensions.{jar, withClasses}
import treecast.testing.MadeUpFileSystem
import treecast.training.Sha256

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.nio.{ByteBuffer, ByteOrder}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** The command export: files that other programs read, and the card beside them. */
class ExportCommandSpec extends AnyFunSuite with CommandLine {
  private lazy val digitRun = trained("digits", digits, "network.batchNorm=true", "network.dropout=0.1")
  private lazy val flowerRun = trained("flowers", flowers, "data.csv.missing=median", "epochs=10", "rate=0.05")
  private lazy val flowers: Path = {
    val to = Files.createDirectories(folder.resolve("flowers"))
    Files.writeString(to.resolve("train.csv"), table(300, 1))
    Files.writeString(to.resolve("test.csv"), table(120, 2))
    to
  }

  /** Words, numbers, words; some fields are missing, and some words stand in the test rows alone. */
  private def table(rows: Int, seed: Int): String = {
    val random = new Random(seed)
    val colours = Seq("deep blue", "red", "white") ++ Option.when(seed == 2)("black")
    val lines = (0 until rows).map { i =>
      val kind = i % 3
      def missing(field: String) = if (random.nextInt(8) == 0) Seq("", "NA")(i % 2) else field
      val height = missing((2e4 + 10 * kind + 3 * random.nextGaussian()).toString)
      val width = missing((kind % 2 + 0.3 * random.nextGaussian()).toString)
      s"${colours((kind + random.nextInt(2)) % colours.size)},$height,${Seq("S", "M")(random.nextInt(2))},$width,kind $kind\n"
    }
    "colour,height,size,width,species\n" + lines.mkString
  }

  private def trained(name: String, data: Path, more: String*): Path = {
    val to = folder.resolve(s"run-$name")
    val sets = (Seq("shards=2", "batch=50", "epochs=3", "network.hidden=[12]", "precision=double") ++ more).flatMap(
      Seq("--set", _)
    )
    done(
      Seq("train", "--quiet", "--no-report", "--data", s"$data", "--master", "local[2]", "--out", s"$to") ++ sets: _*
    )
    to
  }

  private def done(arguments: String*): String = {
    val result = run(arguments: _*)
    assert(result.code == 0 && result.err.isEmpty, s"${arguments.mkString(" ")}\n${result.err}")
    result.out
  }

  private def newFolder(): Path = Files.createTempDirectory(folder, "export")

  private def exported(run: Path, format: String, more: String*): Path = {
    val to = newFolder().resolve(s"model.$format")
    done(Seq("export", s"$run", "--to", format, "--out", s"$to") ++ more: _*)
    to
  }

  private def onnx(run: Path, more: String*): Array[Byte] = Files.readAllBytes(exported(run, "onnx", more: _*))

  /** What `predict` answers: the labels, and the probabilities of all classes. */
  private def predicted(run: Path, data: Path): (Seq[String], Seq[Seq[Double]]) = {
    val to = newFolder().resolve("answers.csv")
    done("predict", s"$run", "--data", s"$data", "--master", "local[2]", "--out", s"$to")
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
      assert(NumpyArrays(Files.readAllBytes(exported(run, "npz", "--precision", precision))) == expected.toSeq)
    }
    val folded = safetensors(exported(digitRun, "safetensors", "--fold", "--precision", "double"))._2
    assert(folded.keySet == Set("W1", "b1", "W2", "b2"))
    val whole = ModelFile.decode(Files.readAllBytes(exported(digitRun, "safetensors", "--precision", "double")), "")
    assert(ModelFile.encode(whole).sameElements(Files.readAllBytes(digitRun.resolve(ModelFile.NAME))))
  }

  test("the card tells data, plan, figures, versions and hashes, and gets a section for each file") {
    val to = newFolder()
    def card = Files.readString(to.resolve("MODEL.md"))
    done("export", s"$digitRun", "--to", "onnx", "--out", s"$to/a.onnx")
    val first = card
    val digest = "SHA-256 of the rows \\| ([0-9a-f]{64}) ".r.findFirstMatchIn(first).get.group(1)
    val told = summary(digitRun)
    for (
      words <- Seq(
        "300 training and 100 test images",
        s"| testAccuracy | ${told.get("testAccuracy").asText} |",
        s"| weightsSha256 | ${told.get("weightsSha256").asText} |",
        s"| sparkVersion | ${told.get("sparkVersion").asText} |",
        s"| SHA-256 of the model | ${Sha256.of(Files.readAllBytes(digitRun.resolve(ModelFile.NAME)))} |",
        s"```\n${Files.readString(digitRun.resolve("plan.conf"))}```\n",
        s"| SHA-256 of the file | ${Sha256.of(Files.readAllBytes(to.resolve("a.onnx")))} |",
        "| input | `features` | float | N x 784 | ",
        "| output | `label` | int64 | N | ",
        "| format | ONNX of IR version 7, opset 13 |",
        "| producer | treecast "
      )
    ) assert(first.contains(words), words)
    done("export", s"$digitRun", "--to", "npz", "--out", s"$to/b.npz", "--fold")
    assert(card.startsWith(first) && card.contains("## File b.npz") && card.contains("| batch norm | folded |"))
    assert(card.contains("| array | `W1` | float32 | 784 x 12 | W of layer 1, inputs x outputs |"))
    Files.delete(to.resolve("a.onnx"))
    done("export", s"$digitRun", "--to", "onnx", "--out", s"$to/a.onnx", "--precision", "double")
    assert(card.split("## File ").map(_.takeWhile(_ != '\n')).toSeq.tail == Seq("b.npz", "a.onnx"))
    assert(Files.list(to).iterator.asScala.map(_.getFileName.toString).toSet == Set("MODEL.md", "a.onnx", "b.npz"))

    val alone = Files.copy(digitRun.resolve(ModelFile.NAME), newFolder().resolve("alone.safetensors"))
    val other = Files.readString(exported(alone, "onnx").resolveSibling("MODEL.md"))
    assert(other.contains("no plan beside the model") && !other.contains("## Plan"))
    val unread = Files.readString(exported(digitRun, "onnx", "--no-digest").resolveSibling("MODEL.md"))
    assert(!unread.contains(digest) && unread.contains("the rows were not read"))
  }

  test("the digest is that of the training's rows, or not given where other rows are there now") {
    val Seq(moved, there) = Seq("moved", "run").map(name => Files.createDirectories(newFolder().resolve(name)))
    for ((from, to) <- Seq(digits -> moved, digitRun -> there); file <- Files.list(from).iterator.asScala)
      Files.copy(file, to.resolve(file.getFileName))
    val plan = there.resolve("plan.conf")
    Files.writeString(plan, Files.readString(plan).replace(s"$digits", s"$moved"))
    def digest = {
      val text = Files.readString(exported(there, "npz").resolveSibling("MODEL.md"))
      "SHA-256 of the rows \\| (.*) \\|".r.findFirstMatchIn(text).get.group(1)
    }
    val known = digest
    assert(known.matches("[0-9a-f]{64}"))
    val labels = moved.resolve("train-labels-idx1-ubyte")
    val bytes = Files.readAllBytes(labels)
    Files.write(labels, bytes.updated(bytes.length - 1, ((bytes.last + 1) % 10).toByte))
    assert(digest != known && digest.matches("[0-9a-f]{64}"))
    for (file <- Seq("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) Files.delete(moved.resolve(file))
    assert(digest.startsWith("not known: "))
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
    done(Seq("export", s"made-up:$digitRun", "--to", "onnx", "--out", s"made-up:$to") ++ conf: _*)
    assert(Files.readAllBytes(to).sameElements(onnx(digitRun)))
    assert(Files.exists(to.resolveSibling("MODEL.md")))
  }
}
