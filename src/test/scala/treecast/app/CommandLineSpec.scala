package treecast.app

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import com.typesafe.config.ConfigFactory
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{IdxFiles, IdxFolder, Split}
import treecast.testing.SmallDigits

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** What commands do when nothing is wrong with them, and how a training fails. */
class CommandLineSpec extends AnyFunSuite with CommandLine {
  test("--help and --version are no errors") {
    for (
      command <- Seq(Seq(), Seq("train"), Seq("evaluate"), Seq("data"), Seq("data", "export"), Seq("gradient-check"))
    ) {
      val result = run(command :+ "--help": _*)
      assert(result.code == 0 && result.err.isEmpty && result.out.contains("Usage: treecast"))
    }
    assert(run("--version") == Result(0, s"treecast ${Versions.TREECAST}\n", ""))
  }

  test("--stacktrace shows the rest, behind the line") {
    val result = run(train("--stacktrace", "--set", "batch=0"): _*)
    assert(result.code == 2 && result.complaints.head.startsWith("treecast: batch: "))
    assert(result.complaints.exists(_.contains("at treecast.app.")))
  }

  test("--dry-run prints a plan that gives the same plan again, and does nothing else") {
    val before = CountingStarts.count.get
    val chosen = Seq(
      "network.hidden=[9, 8]",
      "network.activation=tanh",
      "network.init=0.05",
      "network.dropout=0.25",
      "network.weightDecay=1e-4",
      "optimizer.beta1=0.8",
      "schedule=[{ name = warm-up, length = 3 steps }, { name = cosine, floor = 0.1 }]",
      "sampling=with-replacement",
      "batch=20",
      "shards=4",
      "steps=7"
    )
    val arguments = Seq("train", "--dry-run", "--data", folder.toString, "--seed", "-9007199254740993", "--out", out)
    val first = run(arguments ++ chosen.flatMap(Seq("--set", _)): _*)
    assert(first.code == 0 && first.err.isEmpty)
    IdxFiles.withFolder(Map("plan.conf" -> first.out.getBytes(UTF_8))) { directory =>
      val second = run("train", "--dry-run", "--config", directory.resolve("plan.conf").toString)
      assert(second.code == 0 && second.err.isEmpty)
      assert(withoutComments(second.out) == withoutComments(first.out))
    }
    for (word <- Seq("-9007199254740993", "file:", "0.8", "cosine", "with-replacement", "steps=7", "rate=0.01"))
      assert(first.out.contains(word), first.out)
    assert(!first.out.contains("epochs=") && first.out.contains("# sparkVersion"))
    assert(!Files.exists(Path.of(out)) && CountingStarts.count.get == before)
  }

  private def withoutComments(plan: String): Seq[String] = plan.linesIterator.filterNot(_.startsWith("#")).toSeq

  private def summary(directory: Path): JsonNode =
    new ObjectMapper().readTree(Files.readString(directory.resolve("summary.json")))

  private def withRuns[T](use: Path => T): T = IdxFiles.withEmptyFolder(use)

  private def trainDigits(to: Path, more: String*): Result =
    run(Seq("train", "--data", digits.toString, "--master", "local[2]", "--out", to.toString) ++ more: _*)

  private val plan =
    Seq("network.hidden=[16]", "network.dropout=0.1", "batch=64", "shards=4", "epochs=6", "seed=5", "rate=0.01")
      .flatMap(Seq("--set", _))

  test("a training leaves its plan, metrics, model and summary, which evaluate and --config reproduce") {
    withRuns { runs =>
      val first = runs.resolve("first")
      val starts = CountingStarts.count.get
      val trained = trainDigits(first, plan: _*)
      assert(trained.code == 0, trained.err)
      assert(CountingStarts.count.get == starts + 1, "the listener that the other tests rely on hears of a start")
      assert(first.toFile.list.toSet == Set("plan.conf", "metrics.jsonl", "model.safetensors", "summary.json"))
      assert(trained.out.linesIterator.next().startsWith(s"IDX files in $digits: 300 training and 100 test images"))

      val told = summary(first)
      val keys = Seq("dataset", "testAccuracy", "trainAccuracy", "trainLoss", "steps", "epochs", "trainSeconds") ++
        Seq("examplesPerSecond", "weightsSha256", "historySha256", "parameters", "shards", "partitions", "master") ++
        Seq("gemm", "treecastVersion", "sparkVersion", "javaVersion")
      assert(told.fieldNames.asScala.toSet == keys.toSet)
      for (key <- keys) assert(told.get(key).isValueNode && !told.get(key).isNull, key)
      assert(told.get("steps").asInt == 29 && math.abs(told.get("epochs").asDouble - 29 * 64 / 300.0) < 1e-12)
      assert(told.get("parameters").asInt == 785 * 16 + 32 + 17 * 10)
      assert(told.get("shards").asInt == 4 && told.get("partitions").asInt == 2)
      assert(told.get("master").asText == "local[2]")
      for (hash <- Seq("weightsSha256", "historySha256")) assert(told.get(hash).asText.matches("[0-9a-f]{64}"))
      assert(told.get("trainAccuracy").asDouble > 0.5, "it learns")

      val metrics = Files.readAllLines(first.resolve("metrics.jsonl")).asScala.map(new ObjectMapper().readTree(_))
      assert(metrics.count(_.has("loss")) == 29)
      assert(metrics.last.get("testAccuracy").asDouble == told.get("testAccuracy").asDouble)

      for (run <- Seq(first, first.resolve("model.safetensors"))) requireAccuracy(run, told)
      requireRepetition(runs, told)
    }
  }

  /** Evaluating the run gives the accuracies that its summary tells. */
  private def requireAccuracy(path: Path, told: JsonNode): Unit = {
    val evaluated = run("evaluate", path.toString, "--data", digits.toString, "--master", "local[2]")
    assert(evaluated.code == 0, evaluated.err)
    for ((split, key) <- Seq("train" -> "trainAccuracy", "test" -> "testAccuracy")) {
      val Some(found) = s"$split accuracy ([\\d.]+) \\((\\d+) of (\\d+) right\\)".r.findFirstMatchIn(evaluated.out)
      assert(found.group(2).toDouble / found.group(3).toDouble == told.get(key).asDouble)
    }
  }

  /** The plan of the run called first, given to --config, gives the same bits. */
  private def requireRepetition(runs: Path, told: JsonNode): Unit = {
    val again = runs.resolve("again")
    val arguments = Seq("--config", runs.resolve("first").resolve("plan.conf").toString, "--quiet")
    val repeated =
      run(Seq("train", "--master", "local[1]", "--partitions", "3", "--out", s"$again/") ++ arguments: _*)
    assert(repeated.code == 0, repeated.err)
    assert(repeated.out.linesIterator.size == 1 && repeated.out.startsWith("test accuracy "))
    for (key <- Seq("weightsSha256", "historySha256", "testAccuracy"))
      assert(summary(again).get(key) == told.get(key), key)
    assert(summary(again).get("partitions").asInt == 3)
    val Seq(one, two) = Seq("first", "again").map(run => Files.readString(runs.resolve(run).resolve("plan.conf")))
    assert(withoutComments(one) == withoutComments(two))
    val models = Seq("first", "again").map(run => Files.readAllBytes(runs.resolve(run).resolve("model.safetensors")))
    assert(models.head.sameElements(models(1)))
  }

  private val convolutional =
    Seq("network.kind=conv", "network.conv.filters=4", "network.conv.window=7", "network.conv.stride=2")
      .flatMap(Seq("--set", _))

  test("a convolutional network is trained, evaluated and repeated like any other") {
    withRuns { runs =>
      val trained = trainDigits(runs.resolve("first"), plan ++ convolutional ++ Seq("--set", "epochs=12"): _*)
      assert(trained.code == 0, trained.err)
      val told = summary(runs.resolve("first"))
      // 11 x 11 places, pooled to 5 x 5.
      assert(told.get("parameters").asInt == 4 * 50 + 101 * 16 + 17 * 10)
      assert(told.get("trainAccuracy").asDouble > 0.5, "it learns")
      requireAccuracy(runs.resolve("first"), told)
      requireRepetition(runs, told)
    }
  }

  test("kinds bring their own defaults, which every other setting wins over") {
    def plan(more: String*) = {
      val result = run(Seq("train", "--dry-run", "--data", digits.toString) ++ more.flatMap(Seq("--set", _)): _*)
      assert(result.code == 0, result.err)
      ConfigFactory.parseString(result.out)
    }
    val plain = plan()
    val conv = plan("network.kind=conv")
    assert(!plain.hasPath("network.conv") && !plain.hasPath("kinds") && !conv.hasPath("kinds"))
    assert(
      plain.getIntList("network.hidden").asScala == Seq(100, 100, 100, 100) && plain.getBoolean("network.batchNorm")
    )
    assert(conv.getIntList("network.hidden").asScala == Seq(100) && !conv.getBoolean("network.batchNorm"))
    val sizes = Seq("filters", "window", "stride", "padding", "pool", "poolStride")
    assert(sizes.map(key => conv.getInt(s"network.conv.$key")) == Seq(30, 5, 1, 0, 2, 2))
    val chosen = plan("network.hidden=[50]", "network.kind=Conv", "network.batchNorm=true", "batch=32")
    assert(chosen.getIntList("network.hidden").asScala == Seq(50) && chosen.getBoolean("network.batchNorm"))
    assert(chosen.getInt("batch") == 32 && chosen.getInt("network.conv.filters") == 30)
    assert(conv.getDouble("rate") == 0.002 && conv.getInt("epochs") == 5)
    assert(conv.getList("schedule") == plain.getList("schedule"))
    val steps = plan("network.kind=conv", "steps=7", "optimizer=sgd")
    assert(steps.getInt("steps") == 7 && !steps.hasPath("epochs"))
    assert(steps.getDouble("rate") == 0.01 && steps.getString("schedule") == "constant")
  }

  test("a model and data that do not fit, and damaged models, are refused before Spark starts") {
    withRuns { runs =>
      val trained = trainDigits(runs.resolve("run"), plan ++ Seq("--set", "steps=1"): _*)
      assert(trained.code == 0, trained.err)
      val file = runs.resolve("run").resolve("model.safetensors")
      refuses(3, Seq("evaluate", file.toString, "--data", folder.toString), Seq(folder.toString, "784", "12"))
      val bytes = Files.readAllBytes(file)
      val evaluate = Seq("evaluate", runs.resolve("run").toString, "--data", digits.toString)
      for (length <- Seq(0, 7, 8, 100, bytes.length / 2, bytes.length - 1)) {
        Files.write(file, bytes.take(length))
        refuses(3, evaluate, Seq(file.toString, "expected", "found"))
      }
      for (at <- Seq(0, 3, 8, 9, 30)) {
        Files.write(file, bytes.updated(at, (bytes(at) ^ 0x55).toByte))
        refuses(3, evaluate, Seq(file.toString, "expected", "found"))
      }
      Files.delete(file)
      refuses(3, evaluate, Seq(file.toString, "expected", "found"))
    }
  }

  for ((name, steps) <- Seq("" -> 20, ", even in the last step" -> 1))
    test(s"a training that diverges$name ends with code 4 and one line, and leaves no result") {
      withRuns { runs =>
        val wild =
          Seq("optimizer=sgd", "rate=1e300", "network.batchNorm=false", s"steps=$steps").flatMap(Seq("--set", _))
        val result = trainDigits(runs.resolve("run"), plan ++ wild: _*)
        assert(result.code == 4, result.err)
        assert(result.complaints.size == 1 && result.err.startsWith("treecast: diverged at step "), result.err)
        assert(result.err.contains("expected a finite loss, found"), result.err)
        assert(runs.resolve("run").toFile.list.toSet == Set("plan.conf", "metrics.jsonl"))
      }
    }

  test("a network that does not fit the memory ends with code 1 and one line") {
    if (Runtime.getRuntime.maxMemory > (5L << 29)) cancel("this JVM has room for it")
    withRuns { runs =>
      val result = trainDigits(runs.resolve("run"), plan ++ Seq("--set", "network.hidden=[300000]"): _*)
      assert(result.code == 1 && result.complaints.size == 1, result.err)
      assert(result.err.startsWith("treecast: failed: OutOfMemoryError: "), result.err)
      assert(!Files.exists(runs.resolve("run").resolve("summary.json")))
    }
  }

  test("without --out a run goes to a directory of its own in runs/") {
    val before = listing(Path.of("runs"))
    val existed = Files.exists(Path.of("runs"))
    val result = run(
      Seq("train", "--data", digits.toString, "--master", "local[1]", "--quiet") ++ plan ++ Seq("--set", "steps=1"): _*
    )
    assert(result.code == 0, result.err)
    val directory = Path.of(result.out.trim.split(": ").last)
    assert(directory.getParent == Path.of("runs") && Files.exists(directory.resolve("summary.json")))
    assert(!before.exists(_._1 == directory.toString))
    SmallDigits.delete(directory)
    if (!existed) Files.delete(Path.of("runs"))
  }

  test("gradient-check passes, and fails where the tolerance is absurd") {
    val check =
      Seq("gradient-check", "--data", digits.toString, "--set", "network.hidden=[8, 7]", "--set", "shards=2") ++
        Seq("--set", "network.activation=tanh", "--set", "network.dropout=0.3", "--set", "network.weightDecay=0.01")
    val passed = run(check: _*)
    assert(passed.code == 0 && passed.err.isEmpty, passed.err)
    for (name <- Seq("W1", "b1", "gamma1", "beta1", "W2", "gamma2", "W3", "b3"))
      assert(passed.out.linesIterator.exists(line => line.startsWith(name) && line.endsWith("ok")), passed.out)
    val failed = run(check ++ Seq("--tolerance", "1e-300"): _*)
    assert(failed.code == 1 && failed.out.contains("WRONG"))
  }

  test("gradient-check passes for a convolutional network: through filters, ReLU and pooling, and blank patches") {
    val check = Seq("gradient-check", "--data", digits.toString) ++ convolutional
    for (batchNorm <- Seq(false, true)) {
      val passed = run(check ++ Seq("--set", s"network.batchNorm=$batchNorm"): _*)
      assert(passed.code == 0 && passed.err.isEmpty, passed.out + passed.err)
      assert(passed.out.linesIterator.count(_.endsWith("ok")) == (if (batchNorm) 10 else 6))
    }
    val whole = run("gradient-check", "--data", digits.toString, "--samples", "10", "--set", "network.kind=conv")
    assert(whole.code == 0 && whole.err.isEmpty, whole.out + whole.err)
  }

  test("data list, describe and export") {
    val listed = run("data", "list")
    assert(listed.code == 0 && listed.err.isEmpty)
    assert(listed.out.contains("built-in digits: 60,000 training and 10,000 test images of 28 x 28 pixels, 10 classes"))
    assert(listed.out.linesIterator.exists(_.startsWith("MNIST")))

    val described = run("data", "describe", "--data", folder.toString)
    assert(described.code == 0 && described.err.isEmpty)
    val lines = described.out.linesIterator.toSeq
    assert(lines.head == s"IDX files in $folder: 40 training and 20 test images of 4 x 3 pixels, 10 classes")
    assert(lines(1) == "train rows of each class: 4 4 4 4 4 4 4 4 4 4")
    assert(lines(2) == "test rows of each class: 2 2 2 2 2 2 2 2 2 2")

    withRuns { parent =>
      for (to <- Seq("copy", "another/")) {
        val exported = run("data", "export", "--data", folder.toString, "--to", s"$parent/$to")
        assert(exported.code == 0 && exported.err.isEmpty, exported.err)
        val copy = parent.resolve(to)
        for (name <- IdxFiles.Names)
          assert(Files.readAllBytes(copy.resolve(name)).sameElements(Files.readAllBytes(folder.resolve(name))))
        assert(copy.toFile.list.toSet == IdxFiles.Names.toSet)
      }
      assert(parent.toFile.list.toSet == Set("copy", "another"))
      val data = IdxFolder.of(parent.resolve("copy").toString, 10).examine()
      assert(data.shards(Split.TRAIN, 1).get(0).rows == 40)
    }
  }
}
