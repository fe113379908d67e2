package treecast.source

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.io.compress.{CompressionCodec, CompressionCodecFactory}
import org.apache.hadoop.util.ReflectionUtils
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Split

import java.io.ByteArrayOutputStream
import java.nio.charset.StandardCharsets.UTF_8

/** Where tables lie: names of files and folders, part files, compressed ones, one file, files given one by one. */
class TablePlacesSpec extends AnyFunSuite with TableKinds {
  private val header = names :+ "label"
  private val train = text(header +: flowers.take(40))
  private val test = text(header +: flowers.drop(40))

  private def reads(files: (String, Any)*)(settings: String*): Unit =
    understand(files: _*)(settings: _*) { data =>
      assert((data.trainRows, data.testRows) == ((40, 20)), files.map(_._1).toString)
      assert(inputs(data) == flowers.take(40).map(_.init.map(_.toDouble)))
      assert(rows(data, Split.TEST).map(_._1) == flowers.drop(40).map(_.init.map(_.toDouble)))
    }

  test("names as people have them") {
    for (
      (first, second) <- Seq(
        "irisTrain.csv" -> "irisTest.csv",
        "iris.training.csv" -> "iris.testing.csv",
        "iris_training.csv" -> "iris_test.csv",
        "training/iris.csv" -> "testing/iris.csv",
        "train/part-00000" -> "test/part-00000",
        "train/a.csv" -> "validation/b.csv",
        "train.csv" -> "val.csv",
        "Flowers TRAIN (1).csv" -> "Flowers TEST (1).csv"
      )
    )
      reads(first -> train, second -> test)((if (first.contains("part-")) Seq("data.format = csv") else Nil): _*)
    for (ending <- Seq(".data", ".txt", ""))
      reads(s"iris-train$ending" -> train, s"iris-test$ending" -> test)("data.format = csv")
  }

  test("rows for validation stand in for test rows, and it is told; beside a test file they are told as not read") {
    understand("train.csv" -> train, "validation.csv" -> test)()(d =>
      assert(notes(d).contains("those of") && d.testRows == 20)
    )
    understand("train.csv" -> train, "test.csv" -> test, "validation.csv" -> "x", "sampleSubmission.csv" -> "y")() {
      data =>
        assert(notes(data).contains("not read: sampleSubmission.csv, validation.csv"))
    }
  }

  test("files that are no tables do not matter: hidden ones, names with colons, folders") {
    val others =
      Seq("notes 10:30.txt", "._train.csv", ".old.csv.crc", "_SUCCESS", "a:b/c.csv", "old/train.csv").map(
        _ -> "no table"
      )
    reads(Seq("train.csv" -> train, "test.csv" -> test) ++ others: _*)()
  }

  private def parts(name: String, text: String, write: String => Any, ending: String): Seq[(String, Any)] = {
    val lines = text.linesIterator.toSeq
    val blocks = lines.tail.grouped(15).toSeq
    blocks.zipWithIndex.map { case (block, i) =>
      f"$name/part-$i%05d-1b2c-c000.csv$ending" -> write((lines.head +: block).mkString("", "\n", "\n"))
    } :+ (s"$name/_SUCCESS" -> "")
  }

  private def packed(ending: String)(text: String): Array[Byte] = {
    val codec: CompressionCodec =
      new CompressionCodecFactory(new Configuration()).getCodec(new org.apache.hadoop.fs.Path(s"x$ending"))
    ReflectionUtils.setConf(codec, new Configuration())
    val bytes = new ByteArrayOutputStream
    val out = codec.createOutputStream(bytes)
    out.write(text.getBytes(UTF_8))
    out.close()
    bytes.toByteArray
  }

  test("folders of part files, plain and compressed, with a header in each; empty parts") {
    for ((first, second) <- Seq("train.csv" -> "test.csv", "train" -> "test"))
      for (
        (ending, write) <- Seq[(String, String => Any)](
          "" -> identity[String],
          ".gz" -> (t => IdxFiles.gzip(t.getBytes(UTF_8))),
          ".bz2" -> packed(".bz2") _
        )
      ) {
        reads(parts(first, train, write, ending) ++ parts(second, test, write, ending): _*)()
        reads(
          (s"$first/part-00009-c000.csv$ending" -> write("")) +: (parts(first, train, write, ending) ++ parts(
            second,
            test,
            write,
            ending
          )): _*
        )()
      }
    reads(
      "train/part-00000" -> text(flowers.take(30)),
      "train/part-00001" -> "",
      "train/part-00002" -> text(flowers.slice(30, 40)),
      "test/part-00000" -> text(flowers.drop(40))
    )("data.format = csv")
  }

  test("part files of which one lacks the header are refused with its name") {
    val some = parts("train", train, identity, "")
    val broken = some.updated(1, some(1)._1 -> some(1)._2.toString.linesIterator.drop(1).mkString("\n"))
    refusal(broken ++ parts("test", test, identity, ""): _*)()("part-00001", "line 1", "columns of the training file")
  }

  test("compressions that this machine may lack are read or refused in one line") {
    for (ending <- Seq(".zst", ".lz4", ".snappy"))
      IdxFiles.withEmptyFolder { folder =>
        write(folder, Seq(s"train.csv$ending" -> "nonsense", s"test.csv$ending" -> "nonsense"))
        val message = intercept[treecast.data.DataException](examined(folder.toString, Nil)).getMessage
        assert(message.linesIterator.size == 1 && message.contains(s"train.csv$ending"), message)
      }
  }

  test("one file, one folder of parts, a pattern: divided by class, told with the setting") {
    understand("iris.csv" -> text(header +: flowers))() { data =>
      assert((data.trainRows, data.testRows) == ((48, 12)) && notes(data).contains("data.testShare"))
    }
    IdxFiles.withEmptyFolder { folder =>
      write(
        folder,
        Seq("iris.csv" -> text(header +: flowers), "wine.csv" -> train) ++ parts("spark.csv", train, identity, "")
      )
      assert(examined(s"$folder/iris.csv", Nil).trainRows == 48)
      assert(examined(s"$folder/iri*", Nil).trainRows == 48)
      assert(examined(s"$folder/spark.csv", Seq(whole)).trainRows == 40)
      assert(examined(s"$folder/iris.csv", Seq("data.testShare = 0.5")).testRows == 30)
      val message = intercept[treecast.data.DataException](examined(folder.toString, Nil)).getMessage
      assert(message.contains("expected train rows") && message.contains("iris.csv") && message.contains("data.train"))
    }
  }

  test("files given one by one, from anywhere") {
    IdxFiles.withEmptyFolder { folder =>
      write(folder, Seq("a.csv" -> train, "b/c.csv" -> test) ++ parts("p", train, identity, ""))
      for (first <- Seq("a.csv", "p", "p/part-*")) {
        val data = examined("auto", Seq(s"data.train = \"$folder/$first\"", s"data.test = \"$folder/b/c.csv\""))
        assert((data.trainRows, data.testRows) == ((40, 20)), first)
      }
      assert(examined("auto", Seq(s"data.train = \"$folder/a.csv\"")).testRows == 8)
    }
  }

  test("what is missing is told with what is there, and the settings; images only where there are images") {
    refusal("train.txt" -> train, "test.txt" -> test)()("found test.txt, train.txt", "data.format")
    refusal("notes.md" -> "")()("found notes.md", "data.format")
    refusal("data.xlsx" -> "", "old/x" -> "")()("data.xlsx, old/", "data.format")
    refusal("a.csv" -> train, "b.csv" -> test)()("a.csv, b.csv", "data.train and data.test")
    refusal("test.csv" -> test)()("train.csv", "test rows only")
    refusal("train-a.csv" -> train, "train-b.csv" -> train, "test.csv" -> test)()(
      "train-a.csv and train-b.csv",
      "pattern"
    )
  }

  test("LIBSVM from 0 by a setting, refused with it else") {
    val lines = flowers.map(row => s"${number(row)} 0:${row(0)} 2:${row(2)}").mkString("\n")
    refusal("train.libsvm" -> lines, "test.libsvm" -> lines)()("row 0, line 1", "data.libsvm.firstIndex = 0")
    for (label <- Seq(0, 1)) // a first row without the index 0 is refused as well
      refusal("train.libsvm" -> s"$label 1:5\n$lines", "test.libsvm" -> lines)()(
        "row 1, line 2",
        "data.libsvm.firstIndex = 0"
      )
    understand("train.libsvm" -> lines, "test.libsvm" -> lines)("data.libsvm.firstIndex = 0") { data =>
      assert(inputs(data) == flowers.map(row => Seq(row(0).toDouble, 0, row(2).toDouble)))
    }
    val one = lines.replace(" 2:", " 3:").replace(" 0:", " 1:")
    understand("train.libsvm" -> one, "test.libsvm" -> one)("data.libsvm.firstIndex = 0")(d => assert(d.features == 4))
    understand("train.svm" -> one, "test.svm" -> one)()(d => assert(d.features == 3))
  }

  test("a test file of one row, and a class that only the test file has") {
    understand("train.csv" -> train, "test.csv" -> text(Seq(header, flowers(3))))()(d => assert(d.testRows == 1))
    refusal("train.csv" -> train, "test.csv" -> text(Seq(header, flowers(3).init :+ "other")))()(
      "test.csv: row 0",
      "'other'"
    )
  }
}
