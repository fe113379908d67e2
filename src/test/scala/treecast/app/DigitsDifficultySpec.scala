package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{DrawnDigits, Sampling, Split}
import treecast.nn.{Affine, Initializer, Network}
import treecast.optim.{Adam, Schedule}
import treecast.training.{History, LocalTrainer, TrainingPlan, TrainingState}

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._

/** The built-in digits are worth training on: too hard for a linear classifier, not for the default network. */
class DigitsDifficultySpec extends AnyFunSuite {
  private lazy val digits = new DrawnDigits().examine()

  /** The test accuracy after each epoch. */
  private def accuracies(plan: TrainingPlan): Seq[Double] = {
    val history = new History
    val (train, test) = (digits.shards(Split.TRAIN, plan.shards), digits.shards(Split.TEST, plan.shards))
    new LocalTrainer(plan, train, test, 2).run(TrainingState.initial(plan), history)
    history.records.asScala.map(_.test.accuracy).toSeq
  }

  test("a linear classifier stays below 93 %, at its best of 15 epochs and with a falling rate") {
    val steps = 15 * 469
    val plan = new TrainingPlan(
      new Network(listOf(new Affine(digits.features, digits.classes))),
      Initializer.of("xavier"),
      0,
      new Adam(0.9, 0.999),
      0.002,
      Schedule.cosine(steps, 0),
      128,
      1,
      steps,
      Sampling.SHUFFLED,
      1,
      digits.trainRows
    )
    val best = accuracies(plan).max
    assert(best > 0.85 && best < 0.93)
  }

  test("the default network passes 96 %, after three of its epochs already") {
    val defaults = PlanSettings.of(Configuration.parse("epochs=3").withFallback(PlanFormat.newest.plan))
    assert(accuracies(defaults.plan(digits)).last > 0.96)
  }
}
