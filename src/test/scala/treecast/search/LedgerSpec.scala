package treecast.search

import org.scalatest.funsuite.AnyFunSuite
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.search.Searches._
import treecast.training.{Checkpoint, CheckpointFile, History, TrainingPlan, TrainingState}

import java.nio.file.{Files, Path}
import java.nio.{ByteBuffer, ByteOrder}
import scala.collection.mutable.ArrayBuffer
import scala.jdk.CollectionConverters._

/** What is in a ledger is believed only if it is whole; the rest is named and run again. */
class LedgerSpec extends AnyFunSuite {
  private val sampler = new Narrowing(2, 0.5, 0.1, 0.1)
  private val six = search(4, 6)

  private def sweep(folder: Path, complaints: ArrayBuffer[String] = ArrayBuffer()): Sweep =
    new Sweep(six, sampler, open(folder, line => complaints += line))

  private def records(folder: Path): Seq[Path] =
    Option(folder.resolve("ledger").toFile.listFiles).toSeq.flatten.map(_.toPath).sorted

  private lazy val undisturbed = searched(six, sampler)

  /** Counts how often each trial runs. */
  private def counting(ran: ArrayBuffer[Int], atMost: Int = Int.MaxValue): Sweep.Evaluator =
    (round, proposals, _, done) =>
      for (p <- proposals.asScala) {
        if (ran.size == atMost) throw new IllegalStateException("killed")
        ran += p.trial
        done.accept(result(p, round, scoreOf(p)))
      }

  test("a result comes back as it was written, to its last bit") {
    withFolder { folder =>
      val swept = sweep(folder).run(evaluator(), silent)
      assert(describe(sweep(folder).replay()) == describe(swept) && swept.complete)
      val Seq(one, other) = Seq(swept, sweep(folder).replay()).map(_.results.get(0).repetitions.get(0))
      assert(one.training.toSeq == other.training.toSeq && one.validation.toSeq == other.validation.toSeq)
      assert(records(folder).size == 6)
    }
  }

  test("killed after any number of trials, it goes on, runs none twice and loses none") {
    for (after <- 0 to 6) withFolder { folder =>
      val ran = ArrayBuffer[Int]()
      try sweep(folder).run(counting(ran, after), silent)
      catch { case e: IllegalStateException => assert(e.getMessage == "killed") }
      assert(ran.size == after && records(folder).size == after)
      val swept = sweep(folder).run(counting(ran), silent)
      assert(ran.sorted == (1 to 6) && describe(swept) == describe(undisturbed))
    }
  }

  test("killed within a writing, at any byte of it, the half record is named and that trial runs again") {
    withFolder { folder =>
      sweep(folder).run(evaluator(), silent)
      val record = records(folder)(2)
      val bytes = Files.readAllBytes(record)
      for (length <- bytes.indices) {
        for (later <- records(folder).drop(3)) Files.delete(later)
        Files.write(record, bytes.take(length))
        namesAndRepeats(folder, record, 3 to 6, s"of length $length")
      }
    }
  }

  test("any byte flipped is noticed, named, and never believed") {
    withFolder { folder =>
      sweep(folder).run(evaluator(), silent)
      val record = records(folder)(2)
      val bytes = Files.readAllBytes(record)
      for (i <- bytes.indices; bit = 1 << (i % 8)) {
        val flipped = bytes.clone
        flipped(i) = (flipped(i) ^ bit).toByte
        Files.write(record, flipped)
        namesAndRepeats(folder, record, Seq(3), s"with byte $i flipped")
      }
      Files.write(record, bytes ++ bytes)
      namesAndRepeats(folder, record, Seq(3), "twice in one file")
    }
  }

  private def namesAndRepeats(folder: Path, record: Path, again: Seq[Int], what: String): Unit = {
    val ran = ArrayBuffer[Int]()
    val complaints = ArrayBuffer[String]()
    val swept = sweep(folder, complaints).run(counting(ran), silent)
    assert(complaints.size == 1 && complaints.head.contains(record.toString), s"$what: $complaints")
    assert(complaints.head.contains("run again") && !complaints.head.contains("\n"), what)
    assert(ran == again && describe(swept) == describe(undisturbed), what)
  }

  test("the record of another point is not this trial's") {
    withFolder { folder =>
      sweep(folder).run(evaluator(), silent)
      val Seq(first, second) = records(folder).take(2)
      Files.write(second, Files.readAllBytes(first))
      val complaints = ArrayBuffer[String]()
      val ran = ArrayBuffer[Int]()
      val swept = sweep(folder, complaints).run(counting(ran), silent)
      assert(complaints.size == 1 && complaints.head.contains(second.toString), complaints)
      assert(ran == Seq(2) && describe(swept) == describe(undisturbed))
    }
  }

  test("the last whole plan holds") {
    withFolder { folder =>
      val complaints = ArrayBuffer[String]()
      def ledger = open(folder, line => complaints += line)
      assert(ledger.plan.isEmpty)
      ledger.writePlan("trials = 1")
      ledger.writePlan("trials = 2")
      assert(ledger.plan.get == "trials = 2" && complaints.isEmpty)
      val last = records(folder).last
      Files.write(last, Files.readAllBytes(last).dropRight(1))
      assert(ledger.plan.get == "trials = 1" && complaints.size == 1 && complaints.head.contains("plan-002"))
      ledger.writePlan("trials = 3")
      assert(ledger.plan.get == "trials = 3")
    }
  }

  test("a paused state that is damaged, or gone, is none") {
    withFolder { folder =>
      val complaints = ArrayBuffer[String]()
      val ledger = open(folder, line => complaints += line)
      val states = Seq(1, 2).map(weights => paused(new Array[Double](weights))).asJava
      val proposal = new Proposal(3, undisturbed.results.get(0).point, 6)
      ledger.write(new TrialOutput(result(proposal, 0, 0.5).result, states))
      assert(ledger.states(3, 6, 2).asScala.map(_.toSeq) == states.asScala.map(_.toSeq))
      val state = records(folder).filter(_.toString.contains("state")).head
      Files.write(state, Files.readAllBytes(state).dropRight(1))
      assert(ledger.states(3, 6, 2).isEmpty && complaints.size == 1 && complaints.head.contains(state.toString))
      Files.delete(state)
      assert(ledger.states(3, 6, 2).isEmpty && complaints.size == 2)
    }
  }

  test("a paused state that an earlier version wrote is named, and the trial begins anew") {
    withFolder { folder =>
      val complaints = ArrayBuffer[String]()
      val ledger = open(folder, line => complaints += line)
      val proposal = new Proposal(3, undisturbed.results.get(0).point, 6)
      // The number of steps, then weights, slots and statistics, as doubles.
      val earlier = ByteBuffer.allocate(4 + 8).order(ByteOrder.LITTLE_ENDIAN).putInt(6).putDouble(0.5).array
      ledger.write(new TrialOutput(result(proposal, 0, 0.5).result, java.util.List.of(earlier)))
      assert(ledger.states(3, 6, 1).isEmpty)
      assert(complaints.size == 1 && complaints.head.contains("from the beginning"), complaints)
    }
  }

  /** The checkpoint of a training with some weights. */
  private def paused(weights: Array[Double]): Array[Byte] = {
    val plan = new MultiLayerNet(1, java.util.List.of(1), 2, Activation.RELU, Initializer.of("he"), 0)
    val some = TrainingState.initial(TrainingPlan.of(plan, 10)).checkpoint(new History)
    CheckpointFile.encode(
      new Checkpoint(0, 0, weights, some.slots, some.statistics, some.best, some.evaluations, some.history)
    )
  }
}
