package treecast.app

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.scalatest.funsuite.AnyFunSuite
import treecast.exchange.{NumericArray, Npz, WeightFiles}
import treecast.model.Model
import treecast.source.IdxFiles

import java.io.ByteArrayOutputStream
import java.nio.file.{Files, Path}
import scala.collection.immutable.ListMap
import scala.jdk.CollectionConverters._
import scala.util.Using

/** Weights of NumPy and PyTorch become runs: the probabilities are those that the other library computed. */
class ImportCommandSpec extends AnyFunSuite with CommandLine with WeightFiles {

  private def file(folder: Path, name: String): String = Files.write(folder.resolve(name), resource(name)).toString

  private def done(arguments: Seq[String]): Result = {
    val result = run(arguments: _*)
    assert(result.code == 0 && result.err.isEmpty, result.err)
    result
  }

  private def imported(folder: Path, source: String, settings: Seq[String], more: String*): Model = {
    val out = folder.resolve(s"run-${listing(folder).size}")
    done(Seq("import", source, "--out", out.toString) ++ settings.flatMap(Seq("--set", _)) ++ more)
    assert(summary(out).get("imported").asText == source)
    Using.resource(Files.newInputStream(out.resolve("model.safetensors")))(Model.read)
  }

  private def rows(name: String): (Seq[Vector], Seq[Seq[Double]]) = {
    val values = Npz.decode(resource(s"$name-values.npz"), name).asScala
    def table(array: NumericArray) = array.values.toSeq.grouped(array.shape.get(1)).toSeq
    (table(values("x")).map(row => Vectors.dense(row.toArray)), table(values("probabilities")))
  }

  private def requireSame(model: Model, name: String): Unit = {
    val (x, expected) = rows(name)
    for (
      (row, probabilities) <- x.zip(expected); (found, wanted) <- model.probabilities(row).toArray.zip(probabilities)
    )
      assert(math.abs(found - wanted) < 1e-13, s"$name: $found $wanted")
  }

  private val conv =
    Seq("network.activation=relu", "data.shape=[1,4,3]", "network.conv.padding=1", "network.conv.poolStride=1")
  private val networks = Seq(
    ("book", Seq("network.activation=relu"), Nil),
    ("book", Seq("network.activation=relu", "network.kind=MultiLayerNet", "network.hidden=[7,5]"), Nil),
    ("book-norm", Seq("network.activation=relu", "network.dropout=0.25"), Nil),
    ("torch", Seq("network.activation=tanh"), Nil),
    ("torch", Seq("network.activation=tanh", "network.dropout=0.25"), Nil),
    ("torch-named", Seq("network.activation=sigmoid"), Seq("--epsilon", "1e-3")),
    ("torch-conv", conv, Nil)
  )

  for (
    (name, settings, more) <- networks; format <- Seq("npz", "safetensors")
    if format == "npz" || name.startsWith("torch")
  )
    test(s"$name.$format with ${settings.mkString(", ")} computes what its library computed") {
      IdxFiles.withEmptyFolder { folder =>
        val model = imported(folder, file(folder, s"$name.$format"), settings, more: _*)
        requireSame(model, name)
        assert(model.encoding.classes.labels.asScala == (0 to 9).map(_.toString))
      }
    }

  test("an imported run is evaluated and predicts, on the data that it names") {
    IdxFiles.withEmptyFolder { runs =>
      val run = runs.resolve("run").toString
      val flags = Seq("--out", run, "--set", "network.activation=relu", "--data", folder.toString)
      val told = done(Seq("import", file(runs, "book-norm.npz")) ++ flags)
      assert(
        told.out.linesIterator
          .next() == "MultiLayerNetExtend, hidden [7, 5], relu, batch norm: 12 inputs, 10 classes, 215 parameters"
      )
      val evaluated = done(Seq("evaluate", run, "--master", "local[1]"))
      assert(evaluated.out.contains("test accuracy ") && !evaluated.out.contains("other files"))
      val predicted = done(Seq("predict", run, "--data", folder.resolve("t10k-images-idx3-ubyte").toString))
      assert(predicted.out.linesIterator.size == 11)
    }
  }

  test("labels, a shift and a scale become part of the model") {
    IdxFiles.withEmptyFolder { folder =>
      val settings = Seq("network.activation=relu")
      val source = file(folder, "book.npz")
      val plain = imported(folder, source, settings)
      val labels = ('a' to 'j').mkString(",")
      val other = imported(folder, source, settings, "--labels", labels, "--shift", "0.5", "--scale", "0.25")
      assert(other.encoding.classes.labels.asScala.mkString(",") == labels)
      for (row <- rows("book")._1) {
        val scaled = Vectors.dense(row.toArray.map(x => (x - 0.5) / 0.25))
        assert(other.probabilities(row) == plain.probabilities(scaled))
      }
      val each = imported(folder, source, settings, "--shift", Seq.fill(12)("0.5").mkString(","), "--scale", "0.25")
      assert(each.probabilities(rows("book")._1.head) == other.probabilities(rows("book")._1.head))
    }
  }

  test("a model of Treecast's own needs no word more, and keeps its bits") {
    IdxFiles.withEmptyFolder { folder =>
      val first =
        imported(folder, file(folder, "book-norm.npz"), Seq("network.activation=relu", "network.dropout=0.25"))
      val model = folder.resolve("own.safetensors")
      Files.copy(Files.list(folder).iterator.asScala.find(Files.isDirectory(_)).get.resolve("model.safetensors"), model)
      val again = imported(folder, model.toString, Nil)
      assert(again.architecture == first.architecture)
      assert(again.weights.sameElements(first.weights) && again.statistics.sameElements(first.statistics))
    }
  }

  private val good = ListMap("W1" -> Seq(3, 4), "b1" -> Seq(4), "W2" -> Seq(4, 2), "b2" -> Seq(2))

  private def made(arrays: Map[String, Seq[Int]], value: Double = 0.5): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val numbers = arrays.map { case (name, shape) =>
      name -> new NumericArray(ints(shape: _*), Array.fill(shape.product)(value))
    }
    Npz.write(new java.util.LinkedHashMap(numbers.asJava), false, out)
    out.toByteArray
  }

  test("the scaling that an export writes beside the weights is read back") {
    IdxFiles.withEmptyFolder { folder =>
      val scaling = Map("input_shift" -> Seq(3), "input_scale" -> Seq(3))
      val source = Files.write(folder.resolve("exported.npz"), made(good ++ scaling)).toString
      val model = imported(folder, source, Seq("network.activation=relu"))
      assert(
        model.encoding.scaling.shift.toSeq == Seq.fill(3)(0.5) && model.encoding.scaling.scale.toSeq == Seq.fill(3)(0.5)
      )
    }
  }

  private def refusesFile(title: String, code: Int, bytes: => Array[Byte], words: String*)(more: String*): Unit =
    test(s"refused: $title") {
      IdxFiles.withEmptyFolder { made =>
        val source = Files.write(made.resolve("weights.npz"), bytes).toString
        val activation = if (title.contains("activation")) Nil else Seq("--set", "network.activation=relu")
        refuses(code, Seq("import", source, "--out", out) ++ activation ++ more, words)
      }
    }

  refusesFile("no activation", 2, made(good), "network.activation", "weights.npz", "--set network.activation=relu")()
  refusesFile("another activation than there is", 2, made(good), "network.activation")(
    "--set",
    "network.activation=rely"
  )
  refusesFile("other sizes", 2, made(good), "network.hidden", "[4]", "[5]")("--set", "network.hidden=[5]")
  refusesFile("another depth", 2, made(good), "network.depth", "[4]")("--set", "network.depth=2")
  refusesFile("batch norm that is not there", 2, made(good), "network.batchNorm", "false")(
    "--set",
    "network.batchNorm=true"
  )
  refusesFile("another kind", 2, made(good), "network.kind", "conv")("--set", "network.kind=conv")
  refusesFile("labels that are too few", 2, made(good), "--labels", "2 classes", "found 3")("--labels", "a,b,c")
  refusesFile("equal labels", 2, made(good), "--labels")("--labels", "a,a")
  refusesFile("a scale of 0", 2, made(good), "--scale")("--scale", "0")
  refusesFile("shifts that are too few", 2, made(good), "--shift", "3 features", "found 2")("--shift", "1,2")
  refusesFile("an epsilon that is none", 2, made(good), "--epsilon")("--epsilon", "-1")
  refusesFile("a missing bias", 3, made(good - "b2"), "b2", "found none")()
  refusesFile("an array too many", 3, made(good + ("mask" -> Seq(2))), "mask")()
  refusesFile("layers that do not fit", 3, made(good + ("W2" -> Seq(5, 2))), "W2", "4 inputs", "found 5")()
  refusesFile("a bias that does not fit", 3, made(good + ("b1" -> Seq(3))), "b1", "4 elements", "found 3")()
  refusesFile("one layer alone", 3, made(good - "W2" - "b2"), "hidden dense layer", "found 1")()
  refusesFile("weights of three dimensions", 3, made(good + ("W1" -> Seq(3, 2, 2))), "W1", "3 x 2 x 2")()
  refusesFile("no weights", 3, made(Map("a" -> Seq(2))), "W1", "0.weight", "found 'a'")()
  refusesFile("not a number", 3, made(good, Double.NaN), "finite", "NaN")()
  private val norm = Seq("gamma1", "beta1", "running_mean1", "running_var1").map(_ -> Seq(4))
  refusesFile("batch norm without its statistics", 3, made(good ++ norm.dropRight(1)), "running_var1")()
  refusesFile("a negative variance", 3, made(good ++ norm, -0.5), "running_var1", "-0.5")()
  refusesFile(
    "batch norm behind the last layer",
    3,
    made(good ++ Seq("gamma2", "beta2", "running_mean2", "running_var2").map(_ -> Seq(2))),
    "batch norm",
    "W2"
  )()
  private val torch = ListMap("0.weight" -> Seq(4, 3), "0.bias" -> Seq(4))
  private val last = Map("3.weight" -> Seq(2, 4), "3.bias" -> Seq(2))
  private def normAt(module: Int) =
    Seq("weight", "bias", "running_mean", "running_var").map(name => s"$module.$name" -> Seq(4))
  refusesFile("batch norm behind the activation", 3, made(torch ++ normAt(2) ++ last), "batch norm", "module 2")()
  refusesFile("batch norm on the inputs", 3, made(torch ++ normAt(1) ++ normAt(2) ++ last), "batch norm", "found 2")()
  private val images = ListMap(
    "W1" -> Seq(2, 1, 3, 3),
    "b1" -> Seq(2),
    "W2" -> Seq(18, 4),
    "b2" -> Seq(4),
    "W3" -> Seq(4, 2),
    "b3" -> Seq(2)
  )
  refusesFile(
    "a convolution whose image is not known",
    2,
    made(images + ("W2" -> Seq(20, 4))),
    "data.shape",
    "[1,HEIGHT,WIDTH]"
  )()
  refusesFile("a convolution on other images", 2, made(images), "data.shape", "18 outputs")(
    "--set",
    "data.shape=[1,10,10]"
  )
  refusesFile(
    "two convolutions",
    3,
    made(images + ("W2" -> Seq(2, 2, 1, 1)) + ("b2" -> Seq(2))),
    "one convolution",
    "W2"
  )()
  refusesFile("text", 3, "W1,b1\n1,2\n".getBytes, "safetensors")()
  refusesFile("a pickle", 3, Array[Byte](-128, 2, 0, 0), "pickled objects, which are not read")()
  refusesFile("an empty file", 3, Array.empty, "safetensors")()
  test("refused: a file that is not there, and a directory that is") {
    refuses(3, Seq("import", folder.resolve("none.npz").toString, "--out", out), Seq("none.npz", "found none"))
    refuses(2, Seq("import", "none.npz", "--out", folder.toString), Seq("--out", "exists"))
    refuses(2, Seq("import", "none.npz"), Seq("--out"))
  }

  test("the square image is found whose pixels all count, as the shapes of the book's convolution say") {
    IdxFiles.withEmptyFolder { made =>
      val source = Files.write(made.resolve("images.npz"), this.made(images)).toString
      val told = run("import", source, "--out", made.resolve("run").toString, "--set", "network.activation=relu")
      assert(told.out.startsWith("conv, hidden [4], relu: 1 x 8 x 8 inputs, 2 classes"), told.out + told.err)
    }
  }
}
