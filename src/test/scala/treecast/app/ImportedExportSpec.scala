package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.TableColumns
import treecast.linalg.Precision
import treecast.model.{Model, ModelFile}
import treecast.testing.ExampleExtensions.{jar, withClasses}

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** A safetensors file that `export` wrote comes back by `import`, with all that it says. */
class ImportedExportSpec extends AnyFunSuite with Exports {
  private def model(run: Path): Model = ModelFile.decode(Files.readAllBytes(run.resolve(ModelFile.NAME)), "")

  /** How missing fields are written is a setting of the data, which a model does not know. */
  private val missing = "data.csv.missing=median"

  private def imported(file: Path): Path = {
    val to = newFolder().resolve("imported")
    succeeds(Seq("import", s"$file", "--out", s"$to") ++ sets(missing): _*)
    to
  }

  private def predictions(run: Path): Seq[String] = {
    val to = newFolder().resolve("answers.csv")
    succeeds("predict", s"$run", "--data", s"$flowers", "--master", "local[2]", "--out", s"$to")
    Files.readAllLines(to).asScala.toSeq
  }

  test("labels, columns, fill values, objective and precision are kept, and the predictions are the same") {
    withClasses(jar("extensions", newFolder())) {
      val smoothing = "network.objective={name=label-smoothing,smoothing=0.2}"
      val single = Seq(missing, "precision=single", "network.batchNorm=true", "network.dropout=0.1")
      val first = trained("smooth", flowers, single :+ smoothing: _*)
      val before = model(first)
      assert(
        before.encoding.scaling.fills && before.encoding.columns != TableColumns.NONE && before.precision == Precision.SINGLE
      )
      val again = imported(exported(first, "safetensors", "--precision", "double"))
      assert(Files.mismatch(again.resolve(ModelFile.NAME), first.resolve(ModelFile.NAME)) == -1)
      assert(predictions(again) == predictions(first))

      val rounded = model(imported(exported(first, "safetensors", "--precision", "single")))
      assert(rounded.architecture == before.architecture && rounded.precision == Precision.SINGLE)
      assert(rounded.encoding.classes == before.encoding.classes && rounded.encoding.columns == before.encoding.columns)
      val fills = Seq(before, rounded).map(_.encoding.scaling.fill.toSeq)
      assert(
        rounded.weights.toSeq == before.weights.toSeq.map(_.toFloat.toDouble) && fills(1) == fills.head.map(_.toFloat)
      )
    }
  }

  test("settings of another network, and an epsilon, are refused") {
    val command = Seq("import", s"${exported(flowerRun, "safetensors")}", "--out", s"$out")
    val other = Seq("model.safetensors", "settings of another")
    refuses(2, command ++ sets("network.hidden=[5]"), other ++ Seq("network.hidden is [12] there and [5] here"))
    refuses(2, command ++ sets("network.activation=tanh"), other ++ Seq("network.activation", "tanh"))
    refuses(2, command ++ Seq("--epsilon", "1e-3"), Seq("--epsilon", "model.safetensors, which Treecast wrote"))
  }
}
