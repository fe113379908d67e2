package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.nn._
import treecast.optim.{Schedule, Sgd}

import scala.jdk.CollectionConverters._

/** Trainings that are evaluated where it is wanted and no oftener, and what they cost. */
class TrialSpec extends AnyFunSuite {
  private val net = new MultiLayerNet(2, java.util.List.of(3), 2, Activation.RELU, Initializer.of("he"), 0)

  private def shard(rows: Int) =
    new Shard(0, 2, Array.tabulate(2 * rows)(i => (i * 37).toByte), Array.tabulate(rows)(i => (i % 2).toByte))

  private def trial(sample: Sample, rhythm: Rhythm, holdOut: HoldOut = HoldOut.NOTHING, steps: Int = 50): Trial = {
    val rows = 40 - holdOut.rows(new Dealing(40, 1))
    val plan = new TrainingPlan(
      net.network,
      net.initializer,
      0,
      new Sgd,
      0.1,
      Schedule.constant,
      8,
      1,
      steps,
      Sampling.WITH_REPLACEMENT,
      1,
      rows,
      GradientClipping.NONE,
      new Supervision(holdOut, sample, EarlyStopping.NEVER, rhythm)
    )
    new Trial("a training", plan, 40, false)
  }

  private def run(trial: Trial): Outcome.Trained = trial.run(shard(60), shard(30), TrainingListener.NONE).orElseThrow

  private def only(subsets: Subset*) = new Sample.Only(subsets.toSet.asJava)

  test("rows of other subsets are not looked at, not even in the end") {
    val held = new HoldOut(0.25, 1)
    for (
      (subsets, counts) <- Seq(
        Seq(Subset.TRAINING) -> ((30, 0, 0)),
        Seq(Subset.TRAINING, Subset.VALIDATION) -> ((30, 10, 0))
      )
    ) {
      val trained = run(trial(only(subsets: _*), Rhythm.EACH_EPOCH, held))
      for (found <- trained.history.records.asScala.map(_.evaluations).toSeq :+ trained.evaluations)
        assert((found.train.rows, found.validation.rows, found.test.rows) == counts)
    }
    assert(run(trial(only(Subset.TRAINING, Subset.TEST), Rhythm.EACH_EPOCH)).evaluations.test.rows == 30)
    intercept[IllegalArgumentException](only(Subset.TEST))
  }

  test("an evaluation at the end alone is that of an evaluation after each epoch") {
    val often = run(trial(new Sample.All, Rhythm.EACH_EPOCH))
    val once = run(trial(new Sample.All, Rhythm.AT_THE_END))
    assert(often.history.records.size == 10 && once.history.records.size == 1)
    assert(once.evaluations == often.evaluations && once.history.last.step == 50)
    assert(once.history.losses.sameElements(often.history.losses))
  }

  test("a training that diverges in its last step is noticed whatever is looked at") {
    for (sample <- Seq(new Sample.All, only(Subset.TRAINING)); rhythm <- Rhythm.values) {
      val wild = trial(sample, rhythm).plan
      val plan = new TrainingPlan(
        wild.network,
        wild.initializer,
        0,
        wild.optimizer,
        0.1,
        step => if (step < 49) 1 else 1e308,
        8,
        1,
        50,
        wild.sampling,
        1,
        40,
        wild.clipNorm,
        wild.supervision
      )
      intercept[Diverged](run(new Trial("wild", plan, 40, false)))
    }
  }

  test("what is evaluated counts as work: a short training that looks at much is long") {
    val (few, all) = (trial(only(Subset.TRAINING), Rhythm.EACH_EPOCH), trial(new Sample.All, Rhythm.EACH_EPOCH))
    val weights = net.network.parameters
    assert(few.work(1000) == weights * (3.0 * 50 * 8 + 10 * 40))
    assert(all.work(1000) == weights * (3.0 * 50 * 8 + 10 * 1040))
    assert(trial(new Sample.All, Rhythm.AT_THE_END).work(1000) == weights * (3.0 * 50 * 8 + 1040))
    assert(all.work(1000) > trial(only(Subset.TRAINING), Rhythm.EACH_EPOCH, steps = 200).work(1000))
  }
}
