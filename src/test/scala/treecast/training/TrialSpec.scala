package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.nn._
import treecast.testing.Plans

import scala.jdk.CollectionConverters._

/** Trainings that are evaluated where it is wanted and no oftener, and what they cost. */
class TrialSpec extends AnyFunSuite {
  private val net = new MultiLayerNet(2, java.util.List.of(3), 2, Activation.RELU, Initializer.of("he"), 0)

  private def shard(rows: Int) =
    new Shard(0, 2, Array.tabulate(2 * rows)(i => (i * 37).toByte), Array.tabulate(rows)(i => (i % 2).toByte))

  private def trial(
      sample: EvaluationRows,
      rhythm: EvaluationSchedule,
      holdOut: HoldOut = HoldOut.NOTHING,
      steps: Int = 50
  ): Trial = {
    val rows = 40 - holdOut.rows(new ShardAssignment(40, 1))
    val plan = Plans.of(
      net.network,
      rows = rows,
      batch = 8,
      steps = steps,
      initializer = net.initializer,
      sampling = MinibatchSampling.WITH_REPLACEMENT,
      evaluation = new EvaluationPolicy(holdOut, sample, EarlyStopping.NEVER, rhythm)
    )
    new Trial("a training", plan, 40, Trial.Keeps.NUMBERS)
  }

  private def run(trial: Trial): Outcome.Trained =
    trial.run(LocalEngine.over(shard(60), 40, shard(30), 1), TrainingListener.NONE).orElseThrow

  private def only(subsets: Role*) = new EvaluationRows.Only(subsets.toSet.asJava)

  test("rows of other subsets are not looked at, not even in the end") {
    val held = new HoldOut(0.25, 1)
    for (
      (subsets, counts) <- Seq(
        Seq(Role.TRAINING) -> ((30, 0, 0)),
        Seq(Role.TRAINING, Role.VALIDATION) -> ((30, 10, 0))
      )
    ) {
      val trained = run(trial(only(subsets: _*), EvaluationSchedule.EACH_EPOCH, held))
      for (found <- trained.history.records.asScala.map(_.evaluations).toSeq :+ trained.evaluations)
        assert((found.train.rows, found.validation.rows, found.test.rows) == counts)
    }
    assert(run(trial(only(Role.TRAINING, Role.TEST), EvaluationSchedule.EACH_EPOCH)).evaluations.test.rows == 30)
    intercept[IllegalArgumentException](only(Role.TEST))
  }

  test("an evaluation at the end alone is that of an evaluation after each epoch") {
    val often = run(trial(new EvaluationRows.All, EvaluationSchedule.EACH_EPOCH))
    val once = run(trial(new EvaluationRows.All, EvaluationSchedule.AT_THE_END))
    assert(often.history.records.size == 10 && once.history.records.size == 1)
    assert(once.evaluations == often.evaluations && once.history.last.step == 50)
    assert(once.history.losses.sameElements(often.history.losses))
  }

  test("a training that diverges in its last step is noticed whatever is looked at") {
    for (sample <- Seq(new EvaluationRows.All, only(Role.TRAINING)); rhythm <- EvaluationSchedule.values) {
      val wild = trial(sample, rhythm).plan
      val plan = wild.withUpdate(wild.update.withSchedule(step => if (step < 49) 1 else 1e308))
      intercept[Diverged](run(new Trial("wild", plan, 40, Trial.Keeps.NUMBERS)))
    }
  }

  test("what is evaluated counts as work: a short training that looks at much is long") {
    val (few, all) = (
      trial(only(Role.TRAINING), EvaluationSchedule.EACH_EPOCH),
      trial(new EvaluationRows.All, EvaluationSchedule.EACH_EPOCH)
    )
    val weights = net.network.parameters
    assert(few.cost(1000) == weights * (3.0 * 50 * 8 + 10 * 40))
    assert(all.cost(1000) == weights * (3.0 * 50 * 8 + 10 * 1040))
    assert(trial(new EvaluationRows.All, EvaluationSchedule.AT_THE_END).cost(1000) == weights * (3.0 * 50 * 8 + 1040))
    assert(all.cost(1000) > trial(only(Role.TRAINING), EvaluationSchedule.EACH_EPOCH, steps = 200).cost(1000))
  }
}
