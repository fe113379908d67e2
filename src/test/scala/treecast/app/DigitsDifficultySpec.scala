package treecast.app

import treecast.config.{Configuration, PlanFormat, PlanSettings}
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.digits.DrawnDigits
import treecast.data.Split
import treecast.nn.{Affine, Initializer, Network}
import treecast.optim.{Adam, Schedule}
import treecast.training.{History, LocalEngine, Trainer, TrainingPlan, TrainingState}
import treecast.testing.Plans

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._

/** The built-in digits are worth training on: too hard for a linear classifier, not for the default network. */
class DigitsDifficultySpec extends AnyFunSuite {
  private lazy val digits = new DrawnDigits().examine()

  /** The test accuracy after each epoch. */
  private def accuracies(plan: TrainingPlan): Seq[Double] = {
    val history = new History
    val (train, test) =
      (digits.shards(Split.TRAIN, plan.batches.shards), digits.shards(Split.TEST, plan.batches.shards))
    new Trainer(plan, new LocalEngine(train, test, 2)).run(TrainingState.initial(plan), history)
    history.records.asScala.map(_.test.accuracy).toSeq
  }

  test("a linear classifier stays below 93 %, at its best of 15 epochs and with a falling rate") {
    val steps = 15 * 469
    val plan = Plans.of(
      new Network(listOf(new Affine(digits.features, digits.classes))),
      rows = digits.trainRows,
      batch = 128,
      steps = steps,
      initializer = Initializer.of("xavier"),
      optimizer = new Adam(0.9, 0.999),
      rate = 0.002,
      schedule = Schedule.cosine(steps, 0)
    )
    val best = accuracies(plan).max
    assert(best > 0.85 && best < 0.93)
  }

  test("the default network passes 96 %, after three of its epochs already") {
    val defaults = PlanSettings.of(Configuration.parse("epochs=3").withFallback(PlanFormat.newest.plan))
    assert(accuracies(defaults.plan(digits)).last > 0.96)
  }
}
