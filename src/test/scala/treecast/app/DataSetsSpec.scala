package treecast.app

import treecast.source.{Csv, IdxFiles, TableFolder, Tables}
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles._
import treecast.data._
import treecast.model.{Model, ModelFile}
import treecast.testing.DefaultStorage.storage
import treecast.testing.SmallTables

import java.nio.file.{Files, Path}
import java.util.BitSet
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Data beyond MNIST, through the command line: trained on, evaluated, described and exported. */
class DataSetsSpec extends AnyFunSuite with Flowers with Tables {
  private val plan = sets("network.hidden=[16]", "batch=32", "shards=4", "rate=0.01", "seed=5")

  private def train(data: String, to: Path, more: Seq[String]): String =
    succeeds(Seq("train", "--data", data, "--master", "local[2]", "--out", to.toString) ++ plan ++ more: _*)

  private def accuracy(run: Path): Double =
    summary(run).get("testAccuracy").asDouble

  private def model(run: Path): Model =
    ModelFile.decode(Files.readAllBytes(run.resolve(ModelFile.NAME)), "the model")

  /** That evaluating a run without a word about its data gives the test accuracy that the run told. */
  private def requireEvaluation(run: Path, more: String*): String = {
    val told = succeeds(Seq("evaluate", run.toString, "--master", "local[1]") ++ more: _*)
    assert(told.contains("test accuracy %.4f (".formatted(accuracy(run))), told)
    told
  }

  /** Pictures of noise in which each class has a bright place of its own. */
  private def pictures(rows: Int, classes: Int, extents: Seq[Int], seed: Int): Array[Byte] = {
    val random = new Random(seed)
    val size = extents.product
    val pixels = new Array[Byte](rows * size)
    random.nextBytes(pixels)
    for (row <- 0 until rows; j <- 0 until size)
      pixels(row * size + j) = (if (j % classes == row % classes) 255 else (pixels(row * size + j) & 0xff) / 3).toByte
    idx(rows +: extents, pixels)
  }

  private def files(prefix: String, classes: Int, first: Int, extents: Seq[Int]): Map[String, Array[Byte]] = {
    def labels(rows: Int) = idx(Seq(rows), Array.tabulate(rows)(row => (row % classes + first).toByte))
    val dimensions = extents.size + 1
    Map(
      s"${prefix}train-images-idx$dimensions-ubyte.gz" -> gzip(pictures(260, classes, extents, 1)),
      s"${prefix}train-labels-idx1-ubyte.gz" -> gzip(labels(260)),
      s"${prefix}test-images-idx$dimensions-ubyte" -> pictures(78, classes, extents, 2),
      s"${prefix}test-labels-idx1-ubyte" -> labels(78)
    )
  }

  test("letters as EMNIST has them: 26 classes, labels from 1, other names, one of two sets in the folder") {
    val emnist = files("emnist-letters-", 26, 1, Seq(9, 8)) ++ files("emnist-digits-", 10, 0, Seq(9, 8))
    withFolder(emnist) { folder =>
      refuses(3, Seq("data", "describe", "--data", folder.toString), Seq("emnist-digits-train", "emnist-letters-train"))
      val letters = s"$folder/emnist-letters-*"
      refuses(3, Seq("train", "--data", letters, "--out", out) ++ plan, Seq("data.classes = 26", "row 9", "found 10"))
      withEmptyFolder { runs =>
        val run = runs.resolve("run")
        val told = train(s"file:$letters", run, sets("data.classes=26", "epochs=20"))
        assert(told.contains("260 training and 78 test images of 9 x 8 pixels, 26 classes: from 1 to 26"))
        assert(accuracy(run) > 0.9)
        assert(model(run).encoding.classes.labels.asScala == (1 to 26).map(_.toString))
        requireEvaluation(run)
        requireEvaluation(run, "--data", letters)
      }
    }
  }

  test("three channels of 32 x 32: a 4-dimensional file") {
    withFolder(files("", 10, 0, Seq(3, 32, 32))) { folder =>
      withEmptyFolder { runs =>
        val run = runs.resolve("run")
        val told = train(folder.toString, run, sets("epochs=6", "data.classNames=[a,b,c,d,e,f,g,h,i,j]"))
        assert(told.contains("images of 32 x 32 pixels in 3 channels, 10 classes: a, b, c, d, e, f, g, h, i, j"))
        assert(accuracy(run) > 0.9 && model(run).network.inputs == 3072)
        assert(requireEvaluation(run).contains("classes: a, b, c"))
        succeeds("data", "export", "--data", folder.toString, "--to", s"$runs/copy")
        val copy = Files.readAllBytes(runs.resolve("copy/train-images-idx4-ubyte"))
        assert(copy.sameElements(pictures(260, 10, Seq(3, 32, 32), 1)))
      }
    }
  }

  private val byName = sets("data.csv.label=kind")

  test("CSV with a header, quoted fields and a label column by name; scaled, and named by its words") {
    withEmptyFolder { runs =>
      val run = runs.resolve("run")
      val told = train(s"file:$flowers", run, byName ++ sets("epochs=20"))
      val names = "3 classes: lily, white, rose \"red\", tulip"
      assert(told.contains(s"CSV files in file:$flowers: 240 training and 90 test rows of 4 features, $names"))
      assert(accuracy(run) > 0.9)
      val trained = model(run)
      assert(trained.encoding.classes.names.asScala == SmallTables.kinds)
      assert(trained.encoding.scaling.shift.length == 4 && trained.encoding.scaling.scale()(3) == 1)
      assert(trained.encoding.scaling.shift()(1) > 900, "the mean weight of the training rows")
      requireEvaluation(run)
      requireEvaluation(run.resolve(ModelFile.NAME), flowers)
      requireExport(runs, run)
    }
  }

  /** A model file says nothing of where its data were. */
  private def requireEvaluation(file: Path, data: Path): Unit = {
    val told = succeeds(Seq("evaluate", file.toString, "--data", data.toString, "--master", "local[1]") ++ byName: _*)
    assert(told.contains("test accuracy %.4f (".formatted(accuracy(file.getParent))), told)
  }

  /** What is exported is unscaled, and is evaluated to the same accuracy. */
  private def requireExport(runs: Path, run: Path): Unit = {
    succeeds(Seq("data", "export", "--data", flowers.toString, "--to", s"$runs/copy") ++ byName: _*)
    val lines = Files.readAllLines(runs.resolve("copy/train.csv")).asScala
    assert(lines.head == "\"height, cm\",kind,weight,colour,constant")
    assert(lines(1).contains(",\"lily, white\",") && lines(1).endsWith(",5.0") && lines.size == 241)
    requireEvaluation(run, "--data", s"$runs/copy", "--set", "data.csv.label=auto")
  }

  test("data describe counts the rows of each class by name") {
    val described = succeeds(Seq("data", "describe", "--data", flowers.toString) ++ byName: _*).linesIterator.toSeq
    assert(described(1).startsWith("table: commas between fields, a header; label: column 2 (kind)"))
    assert(described.contains("train rows of each class: lily, white 80, rose \"red\" 80, tulip 80"))
    assert(described.contains("test rows of each class: lily, white 30, rose \"red\" 30, tulip 30"))
  }

  test("LIBSVM, whose test rows lack the last feature of the model") {
    val text = (0 until 60).map(row => if (row % 2 == 0) "+1 1:1 3:0.5\n" else "-1 2:1\n").mkString
    withFolder(Map("train.svm" -> text.getBytes, "test.svm" -> text.getBytes, "readme" -> Array())) { folder =>
      withEmptyFolder { runs =>
        val run = runs.resolve("run")
        train(folder.toString, run, sets("steps=60"))
        assert(accuracy(run) == 1 && model(run).encoding.scaling.isNone)
        for (rows <- Seq("1:1\n2:1\n1:1 3:9\n", "-1 1:1\n9 2:1\n0 1:1 3:9\n")) {
          val unknown = Files.writeString(runs.resolve("unknown.svm"), rows)
          val answers = succeeds("predict", run.toString, "--data", unknown.toString).linesIterator.toSeq
          assert(answers.head.startsWith("row,label,") && answers.tail.map(_.split(",")(1)) == Seq("1", "-1", "1"))
        }
        Files.writeString(folder.resolve("test.svm"), "1 1:1\n-1 2:1\n")
        Files.writeString(folder.resolve("train.svm"), "-1 2:1\n1 1:1\n")
        assert(succeeds("evaluate", run.toString, "--master", "local[1]").contains("rows of 3 features, 2 classes"))
      }
    }
  }

  test("pixels in columns may be looked at as an image") {
    val told = succeeds(
      Seq("data", "describe", "--data", flowers.toString) ++ byName ++ sets("data.shape=[1, 2, 2]"): _*
    )
    assert(told.contains("images of 2 x 2 pixels"))
    refuses(
      3,
      Seq("data", "describe", "--data", flowers.toString) ++ byName ++ sets("data.shape=[1, 2, 3]"),
      Seq("data.shape", "expected", "6", "found 4")
    )
  }

  test("evaluate refuses what is not the model's: other features, other classes") {
    withEmptyFolder { runs =>
      val run = runs.resolve("run")
      train(flowers.toString, run, byName ++ sets("steps=1"))
      val csv = Files.readString(flowers.resolve("train.csv"))
      withFolder(Map("train.csv" -> csv.getBytes, "test.csv" -> csv.replace("tulip", "iris").getBytes)) { other =>
        refuses(3, Seq("evaluate", run.toString, "--data", other.toString), Seq("test.csv", "row 2, line 4", "'iris'"))
      }
      val fewer = csv.linesIterator.map(_.stripSuffix(",5").stripSuffix(",constant")).mkString("\n").getBytes
      withFolder(Map("train.csv" -> fewer, "test.csv" -> fewer)) { other =>
        refuses(
          3,
          Seq("evaluate", run.toString, "--data", other.toString),
          Seq("the columns of the training file", "constant", "found height")
        )
      }
      refuses(3, Seq("evaluate", run.toString, "--data", "built-in"), Seq("classes of the model", "tulip", "found 10"))
      refuses(
        3,
        Seq("evaluate", run.toString, "--data", folder.toString),
        Seq("lily, white", "found 0")
      )
    }
  }

  test("scaling is fitted on the rows that train, not on those that validate") {
    IdxFiles.withEmptyFolder { runs =>
      train(flowers.toString, runs.resolve("run"), byName ++ sets("validation=0.25", "epochs=1"))
      val named = new Csv(Csv.AUTO, Csv.Header.AUTO, "kind")
      val plain = TableFolder.of(storage, flowers.toString, named, anyClasses, false).examine()
      val held = new HoldOut(0.25, 5).rowsOf(new ShardAssignment(plain.trainRows, 4))
      assert(held.cardinality == 60)
      val scaling = model(runs.resolve("run")).encoding.scaling
      assert(scaling == ScalingMethod.STANDARD.fit(plain, held))
      assert(scaling != ScalingMethod.STANDARD.fit(plain, new BitSet))
    }
  }
}
