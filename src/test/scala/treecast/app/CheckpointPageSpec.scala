package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.Waiting

import java.nio.file.{Files, Path}
import scala.util.Try

/** The Python program of docs/checkpoints.md reads what a training has written. */
class CheckpointPageSpec extends AnyFunSuite with DigitRuns with Waiting {
  private lazy val program =
    "(?s)```python\n(.*?)```".r.findFirstMatchIn(Files.readString(Path.of("docs/checkpoints.md"))).get.group(1)

  test("it prints the step, the plan, the arrays and the last loss, and refuses what is damaged") {
    assume(Try(ran(new ProcessBuilder("python3", "--version"))._1).toOption.contains(0), "there is no Python")
    withRuns { runs =>
      val stopping = sets("steps=4", "network.hidden=[4]", "validation=0.2", "earlyStopping.patience=3")
      val kept = sets("checkpoint={every=4 steps,keep=1}")
      assert(trainDigits(runs.resolve("run"), stopping ++ kept :+ "--no-report": _*).code == 0)
      val script = Files.writeString(runs.resolve("read.py"), program)
      val file = runs.resolve("run/checkpoints/step-000000004.safetensors")
      def read() = ran(new ProcessBuilder("python3", script.toString, file.toString))
      val (code, printed) = read()
      assert(code == 0, printed)
      val lines = printed.linesIterator.toSeq
      val parameters = summary(runs.resolve("run")).get("parameters").asInt
      assert(lines.head == "step 4 of the plan" && lines.contains("seed=1"), printed)
      for (array <- Seq("weights", "optimizer.0", "optimizer.1", "best.weights"))
        assert(lines.contains(s"$array $parameters"), printed)
      assert(lines.contains("history.losses 4") && lines.contains("history.evaluations 10"), printed)
      val loss = metrics(runs.resolve("run")).filter(_.has("loss")).last.get("loss").asText
      assert(lines.last == s"last loss $loss", printed)
      Files.write(file, Files.readAllBytes(file).dropRight(8))
      assert(read()._1 != 0)
    }
  }
}
