package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Tables of more classes than a byte counts: trained, evaluated, predicted, exported and imported. */
class ManyClassesSpec extends AnyFunSuite with CommandLine {
  private def data(name: String, classes: Int, label: Int => String): Path = {
    val to = Files.createDirectories(folder.resolve(name))
    val random = new Random(classes)
    def table(times: Int) = {
      val rows = for (_ <- 1 to times; of <- random.shuffle((0 until classes).toList)) yield {
        val digits =
          Seq(of % 8, of / 8 % 8, of / 64 % 8, of / 512).flatMap(d => (0 until 8).map(i => if (i == d) 1 else 0))
        s"${digits.mkString(",")},${label(of)}\n"
      }
      (0 until 32).map(i => s"x$i,").mkString + "label\n" + rows.mkString
    }
    Files.writeString(to.resolve("train.csv"), table(4))
    Files.writeString(to.resolve("test.csv"), table(1))
    to
  }

  private def predictions(run: Path, data: Path): Seq[String] = {
    val to = Files.createTempDirectory(folder, "predict").resolve("answers.csv")
    succeeds(
      "predict",
      s"$run",
      "--data",
      s"$data/test.csv",
      "--master",
      "local[2]",
      "--out",
      s"$to",
      "--keep",
      "label"
    )
    Files.readAllLines(to).asScala.toSeq
  }

  for ((classes, label) <- Seq[(Int, Int => String)](300 -> (i => s"word $i"), 1000 -> (i => s"${i + 7}")))
    test(s"a table of $classes classes is learnt, evaluated, predicted, exported and imported") {
      val rows = data(s"data-$classes", classes, label)
      val run = folder.resolve(s"run-$classes")
      val few = sets("shards=2", "batch=100", "epochs=15", "rate=0.02", "network.hidden=[64]", "network.dropout=0") ++
        sets("validation={share=0.1,stratified=true}", "precision=double", "network.batchNorm=false")
      succeeds(
        Seq("train", "--quiet", "--data", s"$rows", "--master", "local[2]", "--out", s"$run") ++ few: _*
      )
      val told = succeeds("evaluate", s"$run", "--data", s"$rows", "--master", "local[2]", "--out", s"$run-scores")
      val Some(found) =
        s"test accuracy [\\d.]+ \\((\\d+) of ([\\d,]+) right\\)".r.findFirstMatchIn(told.replace(",", ""))
      assert(found.group(1).toInt > 0.9 * classes, told)

      val answers = predictions(run, rows)
      val right = answers.tail.count { line =>
        val fields = line.split(",", 4)
        fields(1) == fields(2)
      }
      assert(answers.size == classes + 1 && right == found.group(1).toInt)
      assert(answers.tail.map(_.split(",")(2)).distinct.size == classes, "every class has its label")

      val exports = Files.createTempDirectory(folder, "exports")
      val Seq(onnx, file) = Seq("onnx", "safetensors").map(format => exports.resolve(s"model.$format"))
      for (to <- Seq(onnx, file)) {
        val format = to.toString.replaceFirst(".*\\.", "")
        succeeds("export", s"$run", "--to", format, "--out", s"$to", "--precision", "double")
      }
      val text = new String(Files.readAllBytes(onnx), java.nio.charset.StandardCharsets.ISO_8859_1)
      assert(text.contains(s"${label(classes - 2)}, ${label(classes - 1)}"), "the last labels")

      val imported = folder.resolve(s"imported-$classes")
      succeeds("import", s"$file", "--out", s"$imported")
      assert(predictions(imported, rows) == answers)
    }

  test("where test rows are not counted by class, as there are too many classes, the report says so") {
    val rows = data("data-most", 2049, of => s"$of")
    val run = folder.resolve("run-most")
    val few = sets("shards=2", "batch=500", "epochs=1", "network.hidden=[4]")
    succeeds(Seq("train", "--quiet", "--data", s"$rows", "--master", "local[2]", "--out", s"$run") ++ few: _*)
    val report = Files.readString(run.resolve("report.html"))
    assert(report.contains("Test rows are counted by class for up to 2,048 classes; there are 2,049."))
  }
}
