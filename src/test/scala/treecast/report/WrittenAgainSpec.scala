package treecast.report

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{Retry, Storage}
import treecast.search.{Ledger, Proposal, Searches, TrialOutput}
import treecast.source.IdxFiles
import treecast.testing.{Fault, FaultyFileSystem, FaultyProcess}
import treecast.training.{Checkpoint, Checkpoints}

import java.nio.file.{Files, Path}

/** Whatever call of a writing fails once, what is written is whole, and nobody hears of more than a line. */
class WrittenAgainSpec extends AnyFunSuite {
  private var lines = 0

  private def storage = new Storage(FaultyFileSystem.configuration, new Retry(_ => (), _ => lines += 1))

  /** Writes with a failure at each call, where renames replace files and where they do not. */
  private def eachCall(write: (Storage, String) => Unit)(check: Path => Unit): Unit =
    for (replaces <- Seq(true, false); fault <- Seq(Fault.Fails, Fault.AnswerLost)) {
      var (call, met) = (1, true)
      FaultyFileSystem.replaces = replaces
      try
        while (met) IdxFiles.withEmptyFolder { folder =>
          FaultyFileSystem.process = new FaultyProcess(Fault.at(call, fault))
          lines = 0
          write(storage, s"faulty:$folder")
          assert(lines <= 1, s"$fault at $call")
          met = FaultyFileSystem.process.calls >= call
          FaultyFileSystem.process = new FaultyProcess
          check(folder)
          call += 1
        }
      finally FaultyFileSystem.replaces = true
      assert(call > 6, "hardly a call has failed")
    }

  test("a file of a run that is written again, and one that is deleted") {
    eachCall { (storage, folder) =>
      val directory = OutputDirectory.of(storage, folder)
      for (content <- Seq("one", "two"); name <- Seq("a", "b")) directory.write(name, content.getBytes)
      directory.delete("b")
    } { folder =>
      assert(folder.toFile.list.toSeq == Seq("a") && Files.readString(folder.resolve("a")) == "two")
    }
  }

  test("checkpoints, of which the last two are kept") {
    eachCall { (storage, folder) =>
      val checkpoints = CheckpointDirectory.of(storage, folder)
      for (step <- Seq(10, 20, 30)) checkpoints.write(Checkpoints.at(step), java.util.Map.of(), 2)
    } { folder =>
      val found = CheckpointDirectory.of(storage, s"faulty:$folder").newest[Checkpoint](identity(_), fail(_))
      assert(found.get.step == 30)
      assert(folder.resolve("checkpoints").toFile.list.map(_.take(14)).toSet == Set("step-000000020", "step-000000030"))
    }
  }

  test("plans and records of a ledger, and what is read of it") {
    val point = Searches.searched(Searches.search(1, 2), Searches.samplers.head).results.get(0).point
    val result = Searches.result(new Proposal(1, point, 6), 0, 0.5).result
    eachCall { (storage, folder) =>
      val ledger = Ledger.open(storage, folder, fail(_))
      ledger.writePlan("trials = 1")
      ledger.write(new TrialOutput(result, java.util.List.of(Array[Byte](1, 2))))
      Ledger.open(storage, folder, fail(_))
    } { folder =>
      val ledger = Ledger.open(storage, s"faulty:$folder", fail(_))
      assert(ledger.plan.get == "trials = 1" && ledger.latest.get(0).score == 0.5)
    }
  }
}
