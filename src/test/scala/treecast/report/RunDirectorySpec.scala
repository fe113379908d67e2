package treecast.report

import com.fasterxml.jackson.databind.ObjectMapper
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{RawLocalFileSystem, Path => HadoopPath}
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Storage
import treecast.source.IdxFiles
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.training.{Evaluation, Evaluations, StepTimes}
import treecast.testing.Plans
import treecast.testing.DefaultStorage.storage

import java.io.IOException
import java.net.URI
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** What a run leaves: whole files under their names, and nothing else. */
class RunDirectorySpec extends AnyFunSuite {
  private val plan = {
    val net = new MultiLayerNet(4, java.util.List.of(3), 2, Activation.RELU, Initializer.of("he"), 0)
    Plans.of(net.network(), rows = 10, batch = 5, steps = 4, initializer = net.initializer)
  }

  private def files(directory: Path): Set[String] = directory.toFile.list.toSet

  private def withDirectory[T](use: (Path, RunDirectory) => T): T = IdxFiles.withEmptyFolder { parent =>
    val directory = parent.resolve("some runs").resolve("one")
    val run = RunDirectory.create(storage, directory.toString, plan, "seed = 1 # größer\n")
    try use(directory, run)
    finally run.close()
  }

  test("a new directory, parents included, holds the plan and metrics that grow") {
    withDirectory { (directory, run) =>
      assert(files(directory) == Set("plan.conf", "metrics.jsonl"))
      assert(Files.readString(directory.resolve("plan.conf")) == "seed = 1 # größer\n")
      assert(run.toString == directory.toString)
    }
  }

  test("files are whole, replace those of their name, and leave nothing beside them") {
    withDirectory { (directory, run) =>
      run.write("model.bin", Array[Byte](1, 2, 3))
      run.writeSummary(java.util.Map.of("steps", Int.box(4), "master", "local"))
      run.close()
      assert(files(directory) == Set("plan.conf", "metrics.jsonl", "model.bin", "summary.json"))
      assert(Files.readAllBytes(directory.resolve("model.bin")).sameElements(Array[Byte](1, 2, 3)))
      val summary = new ObjectMapper().readTree(Files.readString(directory.resolve("summary.json"), UTF_8))
      assert(summary.get("steps").asInt == 4 && summary.get("master").asText == "local")
    }
  }

  test("a file is written again also where the file system renames nothing onto a file") {
    IdxFiles.withEmptyFolder { folder =>
      val configuration = new Configuration
      configuration.set("fs.strict.impl", classOf[StrictFileSystem].getName)
      val run = RunDirectory.create(new Storage(configuration), s"strict:$folder/run", plan, "seed = 1\n")
      for (content <- Seq("one", "two")) run.write("model.bin", content.getBytes(UTF_8))
      run.close()
      assert(Files.readString(folder.resolve("run/model.bin")) == "two")
    }
  }

  test("metrics are whole before the summary says that the run has ended") {
    withDirectory { (directory, run) =>
      run.stepped(1, 0.1, 0.5, StepTimes.NONE)
      run.writeSummary(java.util.Map.of("steps", Int.box(1)))
      assert(Files.readString(directory.resolve("metrics.jsonl")).endsWith("}\n"))
    }
  }

  test("a file that cannot be written leaves its name free") {
    withDirectory { (directory, run) =>
      // A directory where the file is written beside its place: whoever is root is refused as well.
      Files.createDirectories(directory.resolve(".model.bin.part").resolve("in the way"))
      intercept[IOException](run.write("model.bin", new Array[Byte](10)))
      assert(!Files.exists(directory.resolve("model.bin")))
    }
  }

  test("a directory that exists is refused and left as it is") {
    withDirectory { (directory, run) =>
      run.write("model.bin", Array[Byte](1))
      run.close()
      val before = files(directory)
      val refusal = intercept[IOException](RunDirectory.create(storage, directory.toString, plan, "seed = 2\n"))
      assert(refusal.getMessage.linesIterator.size == 1 && refusal.getMessage.contains(directory.toString))
      assert(files(directory) == before)
      assert(Files.readString(directory.resolve("plan.conf")) == "seed = 1 # größer\n")
      intercept[IOException](RunDirectory.create(storage, directory.resolve("plan.conf").toString, plan, ""))
      intercept[IOException](RunDirectory.create(storage, directory.resolve("plan.conf/below").toString, plan, ""))
    }
  }

  test("metrics are a line for each step and each evaluation") {
    withDirectory { (directory, run) =>
      val (train, test) = (new Evaluation(10, 7, 5), new Evaluation(4, 2, 6))
      run.stepped(1, 0.1, 2.5, null)
      run.stepped(2, 0.05, 1.0 / 3, null)
      run.evaluated(2, new Evaluations(train, new Evaluation(0, 0, 0), test))
      val metrics = directory.resolve("metrics.jsonl")
      assert(Files.readAllLines(metrics).size == 3, "an evaluation brings all lines to the disk")
      run.stepped(3, 0.05, 0.25, null)
      run.evaluated(4, new Evaluations(train, new Evaluation(2, 1, 3), test))
      run.evaluated("an ensemble", new Evaluations(train, new Evaluation(0, 0, 0), test))
      run.close()
      val lines = Files.readAllLines(metrics).asScala.map(new ObjectMapper().readTree(_))
      assert(lines.init.map(_.get("step").asInt) == Seq(1, 2, 2, 3, 4))
      assert(lines.init.map(_.get("epoch").asDouble) == Seq(0.5, 1, 1, 1.5, 2))
      assert(lines.map(_.has("validationLoss")) == Seq(false, false, false, false, true, false))
      assert(lines(4).get("validationLoss").asDouble == 1.5 && lines(4).get("validationAccuracy").asDouble == 0.5)
      assert(lines.last.get("name").asText == "an ensemble" && lines.last.get("testAccuracy").asDouble == 0.5)
      assert(lines(1).get("rate").asDouble == 0.05 && lines(1).get("loss").asDouble == 1.0 / 3)
      assert(lines(2).get("trainLoss").asDouble == 0.5 && lines(2).get("trainAccuracy").asDouble == 0.7)
      assert(lines(2).get("testLoss").asDouble == 1.5 && lines(2).get("testAccuracy").asDouble == 0.5)
    }
  }
}

/** The local files under a scheme of their own, which no rename replaces, as on HDFS. */
class StrictFileSystem extends RawLocalFileSystem {
  override def getScheme: String = "strict"
  override def getUri: URI = URI.create("strict:///")
  override def rename(from: HadoopPath, to: HadoopPath): Boolean = !exists(to) && super.rename(from, to)
}
