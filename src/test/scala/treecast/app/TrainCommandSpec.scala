package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.report.Pages
import treecast.testing.{SmallDigits, SmallTables}

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** A training leaves a run that can be evaluated and repeated, or says in one line why not. */
class TrainCommandSpec extends AnyFunSuite with DigitRuns with Flowers {
  override protected def flowerRows: (Int, Int) = (60, 30)

  test("a training leaves its plan, metrics, model and summary, which evaluate and --config reproduce") {
    withRuns { runs =>
      val first = runs.resolve("first")
      val starts = CountingStarts.count.get
      val trained = trainDigits(first, plan: _*)
      assert(trained.code == 0, trained.err)
      assert(CountingStarts.count.get == starts + 1, "the listener that the other tests rely on hears of a start")
      val files = Set("plan.conf", "metrics.jsonl", "model.safetensors", "summary.json", "report.html", "checkpoints")
      assert(first.toFile.list.toSet == files)
      assert(trained.out.linesIterator.next().startsWith(s"IDX files in $digits: 300 training and 100 test images"))

      val told = summary(first)
      val keys = Seq("dataset", "testAccuracy", "trainAccuracy", "trainLoss", "steps", "epochs", "trainSeconds") ++
        Seq("examplesPerSecond", "weightsSha256", "historySha256", "parameters", "shards", "partitions", "master") ++
        Seq("gemm", "sumsJoinedBy", "treecastVersion", "sparkVersion", "javaVersion")
      assert(told.fieldNames.asScala.toSet == keys.toSet)
      for (key <- keys) assert(told.get(key).isValueNode && !told.get(key).isNull, key)
      assert(told.get("steps").asInt == 29 && math.abs(told.get("epochs").asDouble - 29 * 64 / 300.0) < 1e-12)
      assert(told.get("parameters").asInt == 785 * 16 + 32 + 17 * 10)
      assert(told.get("shards").asInt == 4 && told.get("partitions").asInt == 2)
      assert(told.get("master").asText == "local[2]")
      for (hash <- Seq("weightsSha256", "historySha256")) assert(told.get(hash).asText.matches("[0-9a-f]{64}"))
      assert(told.get("trainAccuracy").asDouble > 0.5, "it learns")

      val lines = metrics(first)
      assert(lines.count(_.has("loss")) == 29)
      assert(lines.last.get("testAccuracy").asDouble == told.get("testAccuracy").asDouble)

      for (run <- Seq(first, first.resolve("model.safetensors"))) requireAccuracy(run, told)
      requireRepetition(runs, told)
    }
  }

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

  test("a training is reported: the figures of its summary, its settings, mistakes and times, and it can be left out") {
    withRuns { runs =>
      val trained = trainDigits(runs.resolve("run"), plan ++ Seq("--set", "validation=0.2"): _*)
      assert(trained.code == 0 && trained.err.isEmpty, trained.err)
      val told = summary(runs.resolve("run"))
      val page = report(runs.resolve("run"))
      for ((key, value) <- told.properties.asScala.map(e => e.getKey -> e.getValue.asText))
        assert(Pages.facts(page)(key) == value, key)
      val (right, accuracy) = ((100 * told.get("testAccuracy").asDouble).round, told.get("testAccuracy").asDouble)
      assert(Pages.facts(page)("Test rows").startsWith(f"accuracy $accuracy%.4f ($right of 100 correct), loss "))
      assert(Pages.facts(page)("network.hidden") == "[16]" && Pages.facts(page)("rate") == "0.01")
      val confusion =
        Pages.table(page, "Confusion matrix: actual and predicted classes").drop(2).map(_.drop(1).map(_.toInt))
      assert(confusion.flatten.sum == 100 && confusion.indices.map(i => confusion(i)(i)).sum == right)
      val mistakes = Pages.all(Pages.ofClass(page, "gallery").head, "img")
      assert(mistakes.size == math.min(25, 100 - right))
      assert(mistakes.forall(_.getAttribute("alt").matches("Row \\d+: image of class \\d, predicted as \\d .*")))
      assert(Pages.all(page, "picture").size == 3, "loss, accuracy, rate")
      assert(Pages.table(page, "Medians over the second half of the steps").map(_.head).contains("slowest task"))

      assert(trainDigits(runs.resolve("bare"), plan :+ "--no-report": _*).code == 0)
      assert(!runs.resolve("bare").toFile.list.contains("report.html"))
    }
  }

  test("rows that are no images are reported as a table, with the names of their classes") {
    withRuns { runs =>
      val few = sets("network.hidden=[4]", "batch=12", "shards=3", "steps=2", "data.csv.label=kind")
      succeeds(Seq("train", "--data", s"$flowers", "--master", "local[1]", "--out", s"$runs/run") ++ few: _*)
      val mistakes = Pages.table(report(runs.resolve("run")), "Misclassified rows")
      assert(mistakes.head.take(3) == Seq("row", "class", "predicted") && mistakes.head.last == "feature 4")
      val lines = Files.readAllLines(flowers.resolve("test.csv"))
      for (mistake <- mistakes.tail) {
        assert(SmallTables.kinds.contains(mistake(1)) && SmallTables.kinds.contains(mistake(2)), mistake)
        val first = lines.get(mistake.head.toInt + 1).takeWhile(_ != ',').toDouble
        assert(math.abs(mistake(5).toDouble - first) < 1e-3 * math.abs(first), "as they are in the file")
      }
    }
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
        val wild = sets("optimizer=sgd", "rate=1e300", "network.batchNorm=false", s"steps=$steps")
        val result = trainDigits(runs.resolve("run"), plan ++ wild: _*)
        assert(result.code == 4, result.err)
        assert(result.complaints.size == 1 && result.err.startsWith("treecast: diverged at step "), result.err)
        assert(result.err.contains("expected a finite loss, found"), result.err)
        assert(runs.resolve("run").toFile.list.toSet == Set("plan.conf", "metrics.jsonl"))
      }
    }

  test("a network that does not fit the memory is refused before it trains, with code 5 and one line") {
    if (Runtime.getRuntime.maxMemory > (5L << 29)) cancel("this JVM has room for it")
    withRuns { runs =>
      val result = trainDigits(runs.resolve("run"), plan ++ Seq("--set", "network.hidden=[300000]"): _*)
      assert(result.code == 5 && result.complaints.size == 1, result.err)
      val heap = "%,d".format(Runtime.getRuntime.maxMemory)
      val Told =
        s"treecast: out of memory before the first step: 239,100,010 parameters: expected a heap of ([\\d,]+) bytes for the driver, found $heap \\(--driver-memory (\\d+)g\\)\n".r
      result.err match {
        case Told(bytes, size) =>
          assert(math.ceil(bytes.replace(",", "").toDouble / (1 << 30)).toInt == size.toInt, result.err)
        case _ => fail(result.err)
      }
      assert(!Files.exists(runs.resolve("run")))
    }
  }

  test("cores that have no shard are told, with the setting that would use them; and on a dry run") {
    withRuns { runs =>
      def lines(master: String, shards: Int, more: String*) = {
        val arguments = Seq("train", "--data", s"$digits", "--master", master) ++ plan ++
          sets(s"shards=$shards", "steps=1") ++ more
        run(arguments: _*)
      }
      val told = "%d of %d cores stand idle, because the plan has %s (--set shards=%d would use all of them, " +
        "and is another plan with other bits)"
      val idle = lines("local[4]", 3, "--out", s"$runs/idle")
      assert(idle.out.linesIterator.contains(told.format(1, 4, "3 shards", 4)), idle)
      for ((master, more) <- Seq("local[3]" -> Nil, "local[4]" -> Seq("--quiet")))
        assert(!succeeded(lines(master, 3, Seq("--out", s"$runs/$master") ++ more: _*)).out.contains("idle"))
      def dry(master: String, shards: Int) = lines(master, shards, "--dry-run")
      assert(dry("local-cluster[3,4,1024]", 8).err == s"treecast: ${told.format(4, 12, "8 shards", 12)}\n")
      assert(dry("local[2]", 1).err == s"treecast: ${told.format(1, 2, "1 shard", 2)}\n")
      for (master <- Seq("local", "local[8]", "local-cluster[2,4,1024]", "spark://host:7077"))
        assert(succeeded(dry(master, 8)).out.nonEmpty)
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
}
