package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.SmallDigits

import java.nio.file.Files

/** Names that Hadoop would take for URIs, and names of file systems that are not there. */
class NamesSpec extends AnyFunSuite with CommandLine {
  private val little = sets("shards=2", "batch=8", "network.hidden=[4]")

  test("names with colons, spaces and signs are names: of data, runs, models, exports and sweeps") {
    val home = Files.createTempDirectory("treecast names 10:30")
    val small = SmallDigits.folder(trainRows = 60, testRows = 20)
    try {
      val data = Files.move(small, home.resolve("digits: s3a & 100%")).toString
      val local = Seq("--master", "local[1]")
      val train = Seq("train", "--data", data, "--quiet") ++ local ++ little ++ Seq("--set", "steps=2")
      val runOfData = home.resolve("run 10:30")
      succeeds(train ++ Seq("--out", s"$runOfData"): _*)
      val files = Set("plan.conf", "metrics.jsonl", "model.safetensors", "summary.json", "report.html", "checkpoints")
      assert(runOfData.toFile.list.toSet == files)
      succeeds(Seq("evaluate", s"$runOfData") ++ local: _*)
      val model = Files.copy(runOfData.resolve("model.safetensors"), home.resolve("a:model.safetensors"))
      succeeds(Seq("evaluate", s"$model", "--data", data) ++ local: _*)
      succeeds("export", s"$runOfData", "--to", "onnx", "--out", s"$home/exported 10:30/a:b.onnx")
      assert(home.resolve("exported 10:30").toFile.list.toSet == Set("a:b.onnx", "MODEL.md"))
      succeeds("train" +: (Seq("--config", s"$runOfData/plan.conf", "--quiet", "--out", s"$home/again:2") ++ local): _*)

      succeeds("data", "export", "--data", data, "--to", s"$home/copy: 1")
      assert(home.resolve("copy: 1").toFile.list.length == 4)
      succeeds("data", "describe", "--data", s"$home/copy: 1")

      val sweep = Seq(
        "sweep",
        "--data",
        data,
        "--quiet",
        "--out",
        s"$home/sweep:1",
        "--set",
        "trials=2",
        "--set",
        "data.trainRows=60"
      ) ++ local
      succeeds(sweep ++ little ++ Seq("--set", "epochs=1", "--set", "space={rate=[0.1,0.2]}"): _*)
      assert(!home.toFile.list.exists(_.endsWith(".crc")))
    } finally SmallDigits.delete(home)
  }

  test("a file system that is not there: 3 for data, 2 for a directory to be made, with what brings it") {
    refuses(3, Seq("train", "--data", "s3a://bucket/x") ++ little, Seq("s3a://bucket/x", "hadoop-aws", "--jars"))
    val there = Seq("train", "--data", s"$folder", "--master", "local[1]", "--out", "gs://bucket/x")
    refuses(2, there ++ little, Seq("--out", "gs://bucket/x", "gcs-connector", "--jars"))
  }
}
