package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.Path

/** `train --resume` with more epochs or steps than the run had. */
class LongerTrainingSpec extends AnyFunSuite with ResumedRuns {
  private val settings =
    Seq("network.hidden=[8]", "network.dropout=0.1", "batch=60", "shards=3", "seed=5", "validation=0.2") ++
      Seq("rate=0.02", "schedule=constant", "checkpoint.every=10 steps")

  private def resumed(run: Path, more: String*): Result =
    trainDigits(run, sets(settings ++ more: _*) :+ "--resume": _*)

  test("a run that goes on for more epochs has the bits of one that had them from the beginning, twice over") {
    withRuns { runs =>
      val (run, whole) = (runs.resolve("run"), runs.resolve("whole"))
      assert(resumed(run, "epochs=3").code == 0 && resumed(whole, "epochs=9").code == 0)
      val longer = resumed(run, "epochs=7")
      assert(longer.code == 0 && longer.out.contains("goes on from the checkpoint of step 12 (epoch 3.00)"), longer.out)
      assert(resumed(run, "epochs=9").code == 0)
      requireSameRun(run, whole)
      val before = listing(run)
      assert(resumed(run, "epochs=9").out.contains("this run is finished") && listing(run) == before)
      val shorter = resumed(run, "epochs=7")
      assert(shorter.code == 2 && shorter.err.contains("epochs is 9 there and 7 here"), shorter.err)
    }
  }

  test("so has a run of more steps, whose end had an evaluation of its own") {
    withRuns { runs =>
      val (run, whole) = (runs.resolve("run"), runs.resolve("whole"))
      assert(resumed(run, "steps=37").code == 0 && resumed(whole, "steps=41").code == 0)
      val longer = resumed(run, "steps=41")
      assert(longer.code == 0 && longer.complaints.size == 1 && longer.err.contains("of a shorter one"), longer.err)
      requireSameRun(run, whole)
    }
  }

  test("the best weights, restored at the end, are none to go on from: an earlier checkpoint is") {
    withRuns { runs =>
      val stopping = "earlyStopping={patience=50,restoreBest=true}"
      val (run, whole) = (runs.resolve("run"), runs.resolve("whole"))
      assert(resumed(run, "steps=37", "rate=0.3", stopping).code == 0)
      assert(summary(run).get("weightsStep").asInt < 37, "the last weights are the best: this test shows nothing")
      assert(resumed(whole, "steps=41", "rate=0.3", stopping).code == 0)
      // Which one it is depends on the disk: what is due while another is being written comes later.
      val earlier = checkpoints(run).map(step).filter(_ < 37).max
      val longer = resumed(run, "steps=41", "rate=0.3", stopping)
      assert(
        longer.code == 0 && longer.out.contains(s"goes on from the checkpoint of step $earlier "),
        longer.out + longer.err
      )
      assert(longer.complaints.size == 1 && longer.err.contains("restored at the end"), longer.err)
      requireSameRun(run, whole)
    }
  }

  test("a schedule that a longer plan stretches is refused, and the finished run stays as it is") {
    withRuns { runs =>
      val run = runs.resolve("run")
      assert(resumed(run, "epochs=3", "schedule=cosine").code == 0)
      val before = listing(run)
      val refused = resumed(run, "epochs=4", "schedule=cosine")
      assert(refused.code == 2 && refused.complaints.size == 1 && refused.err.contains("schedule"), refused.err)
      assert(listing(run) == before)
    }
  }
}
