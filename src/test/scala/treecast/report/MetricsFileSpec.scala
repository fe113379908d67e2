package treecast.report

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{Retry, Storage}
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.source.IdxFiles
import treecast.testing.{Fault, FaultyFileSystem, FaultyProcess, Plans}
import treecast.training.{Evaluation, Evaluations, StepTimes}

import java.io.IOException
import java.nio.file.{Files, Path}
import scala.collection.mutable.ArrayBuffer

/** Metrics on a file system that fails: the training goes on, and the file is whole in the end. */
class MetricsFileSpec extends AnyFunSuite {
  private val plan = {
    val net = new MultiLayerNet(4, java.util.List.of(3), 2, Activation.RELU, Initializer.of("he"), 0)
    Plans.of(net.network(), rows = 10, batch = 5, steps = 8, initializer = net.initializer)
  }
  private val evaluations = new Evaluations(new Evaluation(10, 7, 5), new Evaluation(0, 0, 0), new Evaluation(4, 2, 6))

  /** Eight steps with an evaluation behind every second; the metrics, and what was said. */
  private def recorded(folder: Path, process: FaultyProcess): (String, Seq[String]) = {
    val told = ArrayBuffer.empty[String]
    FaultyFileSystem.process = process
    val storage = new Storage(FaultyFileSystem.configuration, new Retry(_ => (), line => told += line))
    val file = new MetricsFile(OutputDirectory.of(storage, s"faulty:$folder"), plan)
    for (step <- 1 to 8) {
      file.stepped(step, plan.update.rateAt(step - 1), 1.0 / step, StepTimes.NONE)
      if (step % 2 == 0) file.evaluated(step, evaluations)
    }
    file.evaluated("ensemble", evaluations)
    file.finish()
    file.close()
    (Files.readString(folder.resolve("metrics.jsonl")), told.toSeq)
  }

  test("whatever call fails, the file has every line once, and the failure is told once") {
    IdxFiles.withEmptyFolder { folder =>
      val calm = new FaultyProcess
      val (whole, _) = recorded(folder, calm)
      assert(whole.linesIterator.size == 8 + 4 + 1)
      for (fault <- Seq(Fault.Fails, Fault.AnswerLost); call <- 1 to calm.calls) {
        val (found, told) = recorded(folder, new FaultyProcess(Fault.at(call, fault)))
        assert(found == whole, s"$fault at $call")
        assert(told.size <= 1 && told.forall(line => line.startsWith("faulty:") && line.contains("/metrics.jsonl: ")))
      }
    }
  }

  test("a file system that is away for many steps is told once, and the file is whole in the end") {
    IdxFiles.withEmptyFolder { folder =>
      val (whole, _) = recorded(folder, new FaultyProcess)
      val away = new FaultyProcess(call => if (call > 3 && call < 12) Fault.Fails else Fault.None)
      val (found, told) = recorded(folder, away)
      assert(found == whole && told.size == 1 && told.head.endsWith("the file is written anew later"), told)
    }
  }

  test("a file that cannot be finished within a minute is a failure") {
    IdxFiles.withEmptyFolder { folder =>
      intercept[IOException](recorded(folder, new FaultyProcess(room = () => 100)))
    }
  }
}
