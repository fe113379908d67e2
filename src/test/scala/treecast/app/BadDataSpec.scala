package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles

/** Data that cannot be used: exit code 3 and one line, whichever command reads them. */
class BadDataSpec extends AnyFunSuite with CommandLine {

  /** Every command that reads data, with data that are bad. */
  private def refusesData(name: String, files: => Map[String, Array[Byte]], words: String*): Unit =
    test(s"bad data: $name") {
      IdxFiles.withFolder(files) { data =>
        val all = Seq("expected", "found") ++ words
        refuses(3, Seq("train", "--data", data.toString, "--out", out) ++ small, all)
        refuses(3, Seq("train", "--dry-run", "--set", s"data.source=\"$data\"") ++ small, all)
        refuses(3, Seq("gradient-check", "--data", data.toString) ++ small, all)
        refuses(3, Seq("data", "describe", "--data", data.toString), all)
        refuses(3, Seq("data", "export", "--data", data.toString, "--to", out), all)
      }
    }

  {
    import IdxFiles._
    val files = good(train = 40, test = 20)
    def packed(name: String, change: Array[Byte] => Array[Byte]) =
      files - name + ((name + ".gz") -> change(gzip(files(name))))
    refusesData("an empty folder", Map.empty, TrainImages)
    refusesData("no test labels", files - TestLabels, TestLabels)
    refusesData("an empty file", files + (TrainLabels -> Array.empty[Byte]), TrainLabels, "empty")
    refusesData("wrong magic", files + (TrainImages -> files(TrainImages).updated(0, 1.toByte)), TrainImages, "magic")
    refusesData(
      "wrong type byte",
      files + (TrainImages -> files(TrainImages).updated(2, 7.toByte)),
      TrainImages,
      "type byte"
    )
    refusesData(
      "negative dimension",
      files + (TrainImages -> files(TrainImages).updated(4, -1.toByte)),
      TrainImages,
      "dimension"
    )
    refusesData(
      "absurd dimension",
      files + (TrainImages -> files(TrainImages).updated(4, 127.toByte)),
      TrainImages,
      "announces"
    )
    refusesData(
      "fewer bytes than announced",
      files + (TestImages -> files(TestImages).dropRight(1)),
      TestImages,
      "found 239"
    )
    refusesData(
      "more bytes than announced",
      files + (TestImages -> (files(TestImages) :+ 0.toByte)),
      TestImages,
      "found 241"
    )
    refusesData("gzip cut short", packed(TrainImages, _.dropRight(5)), TrainImages)
    refusesData(
      "gzip with a wrong checksum",
      packed(TrainImages, b => b.updated(b.length - 8, (b(b.length - 8) ^ 1).toByte)),
      TrainImages,
      "gzip"
    )
    refusesData("labels and images that disagree", files + (TrainLabels -> labels(39)), TrainLabels, "40", "39")
    refusesData(
      "a label outside the classes",
      files + (TestLabels -> labels(20).updated(8 + 3, 10.toByte)),
      TestLabels,
      "row 3",
      "found 10"
    )
    refusesData("test images of another size", files + (TestImages -> images(20, 5, 5)), TestImages, "4 x 3", "5 x 5")
  }

  private val unknownSystem = Seq("cannot be read: no file system for nowhere", "--jars")

  for (
    (data, words) <- Seq("/no/such/folder", "", "a:b").map(_ -> Seq("expected", "found")) :+
      ("nowhere://host/data" -> unknownSystem)
  )
    test(s"--data '$data'") {
      refuses(3, Seq("train", "--data", data, "--out", out) ++ small, data +: words)
      refuses(3, Seq("gradient-check", "--data", data) ++ small, data +: words)
      refuses(3, Seq("data", "describe", "--data", data), data +: words)
      refuses(3, Seq("data", "export", "--data", data, "--to", out), data +: words)
    }

  test("--data: a file instead of a folder") {
    val file = folder.resolve(IdxFiles.TrainImages)
    refuses(3, Seq("train", "--data", file.toString) ++ small, Seq(file.toString, "expected", "found"))
  }

  test("evaluate: what is no model") {
    val evaluate = Seq("evaluate", "--data", folder.toString)
    for (path <- Seq("/no/such/run", "", "a:b")) refuses(3, evaluate :+ path, Seq(path, "expected", "found"))
    refuses(3, evaluate :+ "nowhere://host/run", "nowhere://host/run" +: unknownSystem)
    refuses(3, evaluate :+ folder.toString, Seq("model.safetensors", "expected", "found"))
    refuses(3, evaluate :+ s"$folder/${IdxFiles.TrainImages}", Seq(IdxFiles.TrainImages, "expected", "found"))
  }
}
