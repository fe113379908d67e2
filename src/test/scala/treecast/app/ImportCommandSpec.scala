package treecast.app

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.scalatest.funsuite.AnyFunSuite
import treecast.exchange.{NumericArray, Npz}
import treecast.model.Model
import treecast.source.IdxFiles

import java.nio.file.{Files, Path}
import scala.collection.immutable.ListMap
import scala.jdk.CollectionConverters._
import scala.util.Using

/** Weights of NumPy and PyTorch become runs: the probabilities are those that the other library computed. */
class ImportCommandSpec extends AnyFunSuite with CommandLine with MadeWeights {

  private def file(folder: Path, name: String): String = Files.write(folder.resolve(name), resource(name)).toString

  private def imported(folder: Path, source: String, settings: Seq[String], more: String*): Model = {
    val out = folder.resolve(s"run-${listing(folder).size}")
    succeeds(Seq("import", source, "--out", out.toString) ++ sets(settings: _*) ++ more: _*)
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
      val told = succeeds(Seq("import", file(runs, "book-norm.npz")) ++ flags: _*)
      assert(
        told.linesIterator
          .next() == "MultiLayerNetExtend, hidden [7, 5], relu, batch norm: 12 inputs, 10 classes, 215 parameters"
      )
      val evaluated = succeeds("evaluate", run, "--master", "local[1]")
      assert(evaluated.contains("test accuracy ") && !evaluated.contains("other files"))
      val predicted = succeeds("predict", run, "--data", folder.resolve("t10k-images-idx3-ubyte").toString)
      assert(predicted.linesIterator.size == 11)
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

  for (format <- Seq("npz", "safetensors"))
    test(s"a module whose name begins like the scaling's arrays is a layer like any other: $format") {
      IdxFiles.withEmptyFolder { folder =>
        val modules = Seq("input_layer.0" -> Seq(4, 3), "input_scale.1" -> Seq(5, 4), "output.2" -> Seq(2, 5))
        val arrays = ListMap.from(modules.flatMap { case (module, shape) =>
          Seq(s"$module.weight" -> shape, s"$module.bias" -> shape.take(1))
        })
        val bytes = if (format == "npz") made(arrays) else madeSafetensors(arrays)
        val source = Files.write(folder.resolve(s"weights.$format"), bytes).toString
        val network = imported(folder, source, Seq("network.activation=relu")).network
        assert(network.inputs == 3 && network.outputs == 2 && network.parameters == 4 * 3 + 4 + 5 * 4 + 5 + 2 * 5 + 2)
      }
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

  test("the square image is found whose pixels all count, as the shapes of the book's convolution say") {
    IdxFiles.withEmptyFolder { made =>
      val source = Files.write(made.resolve("images.npz"), this.made(images)).toString
      val told = run("import", source, "--out", made.resolve("run").toString, "--set", "network.activation=relu")
      assert(told.out.startsWith("conv, hidden [4], relu: 1 x 8 x 8 inputs, 2 classes"), told.out + told.err)
    }
  }
}
