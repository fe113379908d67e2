package treecast.app

import com.fasterxml.jackson.databind.ObjectMapper
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.ClassLabels
import treecast.model.PredictionLines
import treecast.linalg.Matrix
import treecast.testing.SmallTables

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** The command predict: rows with labels or without, one file or many, a file or a folder of answers. */
class PredictCommandSpec extends AnyFunSuite with Flowers {
  private lazy val flowerRun = trained(flowers, "data.csv.label=kind", "precision=double")
  private lazy val digitRun = trained(digits)

  private def trained(data: Path, more: String*): String = {
    val run = folder.resolve(s"run-of-${data.getFileName}").toString
    val few = sets(Seq("shards=2", "batch=32", "epochs=3", "network.hidden=[8]") ++ more: _*)
    succeeds(Seq("train", "--quiet", "--data", s"$data", "--master", "local[2]", "--out", run) ++ few: _*)
    run
  }

  private def newPath(name: String): Path = Files.createTempDirectory(folder, "predict").resolve(name)

  private def predict(run: String, data: Any, more: String*): Seq[String] = {
    val to = newPath("answers.csv")
    succeeds(Seq("predict", run, "--data", s"$data", "--master", "local[2]", "--out", s"$to") ++ more: _*)
    Files.readAllLines(to).asScala.toSeq
  }

  private def fields(line: String): Seq[String] = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)").toSeq

  private def accuracy(run: String, data: Any): String =
    succeeds("evaluate", run, "--data", s"$data", "--master", "local[2]").linesIterator
      .find(_.startsWith("test accuracy"))
      .get

  test("a table: each row once, in order, and right as often as evaluate says") {
    val lines = predict(flowerRun, flowers.resolve("test.csv"), "--keep", "kind,weight")
    assert(lines.head == "row,label,kind,weight,\"p_lily, white\",\"p_rose \"\"red\"\"\",p_tulip")
    val rows = lines.tail.map(fields)
    assert(rows.map(_.head) == (0 until 90).map(_.toString))
    for (row <- rows) {
      val probabilities = row.drop(4).map(_.toDouble)
      assert(math.abs(probabilities.sum - 1) < 1e-12)
      assert(SmallTables.kinds(probabilities.indexOf(probabilities.max)) == unquoted(row(1)))
    }
    val right = rows.count(row => row(1) == row(2))
    assert(right > 60 && accuracy(flowerRun, flowers.resolve("test.csv")).contains(s"($right of 90 right)"))
    val weights = Files.readAllLines(flowers.resolve("test.csv")).asScala.tail.map(fields(_)(2))
    assert(rows.map(_(3)) == weights)
  }

  private def unquoted(field: String) =
    if (field.startsWith("\"")) field.drop(1).dropRight(1).replace("\"\"", "\"") else field

  test("rows without labels, and with columns in another order, are answered alike") {
    val expected = predict(flowerRun, flowers.resolve("test.csv"))
    val lines = Files.readAllLines(flowers.resolve("test.csv")).asScala.map(fields)
    def written(name: String, order: Seq[Int]) =
      Files.writeString(newPath(name), lines.map(row => order.map(row).mkString(",")).mkString("\n"))
    assert(predict(flowerRun, written("unlabelled.csv", Seq(0, 2, 3, 4))) == expected)
    assert(predict(flowerRun, written("reordered.csv", Seq(4, 3, 1, 2, 0))) == expected)
  }

  test("images: the test images of a folder, or a file of images alone") {
    val lines = predict(digitRun, digits)
    assert(lines.size == 101 && lines.head.startsWith("row,label,p_0,p_1"))
    val tests = newPath("tests")
    Files.createDirectory(tests)
    for (file <- Seq("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"))
      Files.copy(digits.resolve(file), tests.resolve(file))
    val evaluated = succeeds("evaluate", digitRun, "--data", s"$tests", "--master", "local[2]")
    assert(evaluated.contains("0 training and 100 test images") && evaluated.contains(" of 100 right"))
    assert(evaluated.contains(s"other files than those of the training, file:$digits"))
    val alone = newPath("images-idx3-ubyte")
    Files.copy(digits.resolve("t10k-images-idx3-ubyte"), alone)
    assert(predict(digitRun, alone) == lines)
  }

  test("a folder of part files is answered part by part; what was killed goes on; what is finished stays") {
    val parts = newPath("parts")
    Files.createDirectory(parts)
    val lines = Files.readAllLines(flowers.resolve("test.csv")).asScala.toSeq
    for ((rows, i) <- lines.tail.grouped(40).zipWithIndex)
      Files.writeString(parts.resolve(s"part-0000$i.csv"), (lines.head +: rows).mkString("\n"))
    Files.writeString(parts.resolve("_SUCCESS"), "")
    val out = newPath("answers")
    val command = Seq("predict", flowerRun, "--data", s"$parts", "--master", "local[2]", "--out", s"$out")
    assert(succeeds(command: _*).contains("90 rows"))
    def content = {
      val files = Files.list(out)
      try files.iterator.asScala.map(f => f.getFileName.toString -> Files.readString(f)).toMap
      finally files.close()
    }
    val whole = content
    assert(whole.keySet == Set("_SUCCESS", "_prediction.txt", "part-00000.csv", "part-00001.csv", "part-00002.csv"))
    val answers = (0 to 2).flatMap(i => whole(s"part-0000$i.csv").linesIterator.drop(1))
    assert(answers == predict(flowerRun, flowers.resolve("test.csv")).tail)

    val untouched = Files.getLastModifiedTime(out.resolve("part-00000.csv"))
    assert(succeeds(command: _*).contains("finished, so nothing is left to do"))
    for (
      lost <- Seq(
        Seq("_SUCCESS"),
        Seq("_SUCCESS", "part-00001.csv"),
        Seq("_SUCCESS", "part-00001.csv", "part-00002.csv")
      )
    ) {
      lost.foreach(name => Files.delete(out.resolve(name)))
      Files.writeString(out.resolve("_part-00001.csv.7"), "row,la")
      succeeds(command: _*)
      assert(content == whole, lost)
      assert(Files.getLastModifiedTime(out.resolve("part-00000.csv")) == untouched)
    }
    refuses(2, command ++ Seq("--top", "1"), Seq("--out", "part of these predictions"))
    Files.writeString(parts.resolve("part-00002.csv"), lines.head + "\n" + lines.last)
    refuses(2, command, Seq("--out", "part of these predictions"))
  }

  test("executors of a cluster read copies of the files, and write where the command says") {
    val out = Path.of("").toAbsolutePath.relativize(newPath("answers"))
    val classes = s"spark.executor.extraClassPath=${System.getProperty("treecast.classes")}"
    val cluster = Seq("--master", "local-cluster[2,1,1024]", "--conf", classes)
    succeeds(Seq("predict", flowerRun, "--data", s"$flowers", "--out", s"$out") ++ cluster: _*)
    val answers = Files.readAllLines(out.resolve("part-00000.csv")).asScala.toSeq
    assert(answers == predict(flowerRun, flowers.resolve("test.csv")))
  }

  test("without --out the first rows are printed, without Spark") {
    val starts = CountingStarts.count.get
    val lines = succeeds("predict", flowerRun, "--data", s"$flowers", "--top", "2").linesIterator.toSeq
    assert(lines.head == "row,label,label_1,p_1,label_2,p_2" && lines.size == 11)
    assert(lines.tail.map(fields(_).head) == (0 until 10).map(_.toString))
    assert(CountingStarts.count.get == starts)
  }

  test("JSON lines have the same answers") {
    val to = newPath("answers.jsonl")
    val json = Seq("--json", "--keep", "kind", "--master", "local[2]", "--out", s"$to")
    succeeds(Seq("predict", flowerRun, "--data", s"$flowers") ++ json: _*)
    val objects = Files.readAllLines(to).asScala.map(new ObjectMapper().readTree(_))
    val rows = predict(flowerRun, flowers).tail.map(fields)
    assert(objects.size == 90)
    for ((line, row) <- objects.zip(rows)) {
      assert(line.get("row").asText == row.head && line.get("label").asText == unquoted(row(1)))
      assert(SmallTables.kinds.map(kind => line.get("probabilities").get(kind).asDouble) == row.drop(2).map(_.toDouble))
      assert(SmallTables.kinds.contains(line.get("kept").get("kind").asText))
    }
  }

  test("the most probable classes come first, and the first of equals before the others") {
    val lines = new PredictionLines(ClassLabels.numbered(0, 3).labels, false, 2, java.util.List.of[String]())
    val builder = new java.lang.StringBuilder
    lines.add(builder, 7L, 1, Matrix.of(1, 3, 0.25, 0.5, 0.25), 0, java.util.List.of[String]())
    assert(builder.toString == "7,1,1,0.5,0,0.25\n")
  }

  test("bad input is one line, and nothing is left") {
    val nowhere = newPath("nowhere.csv")
    def refused(code: Int, data: Any, words: Seq[String], more: String*): Unit = {
      val result = run(Seq("predict", flowerRun, "--data", s"$data", "--out", s"$nowhere") ++ more: _*)
      assert(result.code == code && result.complaints.size == 1, result)
      for (word <- words) assert(result.err.contains(word), result)
      assert(!Files.exists(nowhere))
    }
    refused(2, flowers, Seq("--top", "from 1 to the number of classes, 3", "found 4"), "--top", "4")
    refused(2, "built-in", Seq("--data", "found built-in"))
    refused(3, digits, Seq("4 features as the model takes", "found 784"))
    refused(3, newPath("none.csv"), Seq("none.csv", "nothing of that name"))
    val other = Files.writeString(newPath("other.csv"), "weight,kind\n1,tulip\n")
    refused(3, other, Seq("other.csv", "the columns of the training file", "found weight, kind"))
    val damaged = Files.writeString(newPath("damaged.csv"), "\"height, cm\",weight,colour,constant\n1,2,3,5\n1,x,3,5\n")
    refused(3, damaged, Seq("damaged.csv", "row 1, line 3", "finite number", "'x'"))
    val first = Files.writeString(newPath("taken.csv"), "kept")
    val taken = run("predict", flowerRun, "--data", s"$flowers", "--out", s"$first")
    assert(taken.code == 2 && taken.err.contains("--out") && Files.readString(first) == "kept")
    assert(run("predict", folder.resolve("no-run").toString, "--data", s"$flowers").code == 3)
  }
}
