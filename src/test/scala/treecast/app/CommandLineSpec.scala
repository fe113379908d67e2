package treecast.app

import treecast.workflow.Versions
import com.typesafe.config.ConfigFactory
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.Locale
import scala.jdk.CollectionConverters._

/** What every command has, and the plan that a dry run prints. */
class CommandLineSpec extends AnyFunSuite with DigitRuns {
  test("--help and --version are no errors") {
    for (
      command <- Seq(Seq(), Seq("train"), Seq("evaluate"), Seq("data"), Seq("data", "export"), Seq("gradient-check"))
    ) {
      val result = run(command :+ "--help": _*)
      assert(result.code == 0 && result.err.isEmpty && result.out.contains("Usage: treecast"))
    }
    assert(run("--version") == Result(0, s"treecast ${Versions.TREECAST}\n", ""))
  }

  test("numbers read the same whatever the machine's language") {
    val (format, command) =
      (Locale.getDefault(Locale.Category.FORMAT), Seq("gradient-check", "--data", digits.toString))
    try {
      Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT)
      val expected = run(command: _*)
      Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY)
      val found = run(command: _*)
      assert(expected.code == 0 && found.out == expected.out && found.out.contains("."))
    } finally Locale.setDefault(Locale.Category.FORMAT, format)
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
    val first = run(arguments ++ sets(chosen: _*): _*)
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

  test("kinds bring their own defaults, which every other setting wins over") {
    def plan(more: String*) = {
      val result = run(Seq("train", "--dry-run", "--data", digits.toString) ++ sets(more: _*): _*)
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
    assert(conv.getDouble("rate") == 0.002)
    val epochs = Seq(plain, conv).map(_.getInt("epochs"))
    assert(epochs == Seq(41, 41), "300 rows, batch 32, 384 steps")
    assert(conv.getList("schedule") == plain.getList("schedule"))
    val steps = plan("network.kind=conv", "steps=7", "optimizer=sgd")
    assert(steps.getInt("steps") == 7 && !steps.hasPath("epochs"))
    assert(steps.getDouble("rate") == 0.01 && steps.getString("schedule") == "constant")
  }
}
