package treecast.experiment

import treecast.data.DataSet
import treecast.source.digits.DrawnDigits
import treecast.training._

import scala.jdk.CollectionConverters._

/** Outcomes that nobody trained for. */
trait Synthetic {

  /** As many rows as MNIST has. */
  protected val data: DataSet = new DrawnDigits().examine()
  protected val conditions = new ExperimentContext(data, 1)

  private def evaluation(accuracy: Double): Evaluation = new Evaluation(10000, math.round(10000 * accuracy), 1)

  private def none: Evaluation = new Evaluation(0, 0, 0)

  /** Accuracies at an evaluation. */
  protected case class At(train: Double, validation: Double = Double.NaN, test: Double = Double.NaN) {
    def evaluations: Evaluations = {
      val Seq(a, b, c) = Seq(train, validation, test).map(x => if (x.isNaN) none else evaluation(x))
      new Evaluations(a, b, c)
    }
  }

  /** A training with these losses, by step from 0, and accuracies, by evaluation from 0; it may diverge before a step.
    */
  protected def outcome(
      trial: Trial,
      loss: Int => Double = _ => 1,
      at: Int => At = _ => At(0.5),
      divergesAt: Int = Int.MaxValue
  ): Outcome = {
    val history = new History
    val plan = trial.plan
    var evaluated = 0
    for (step <- 1 to math.min(plan.steps, divergesAt)) {
      history.stepped(step, plan.update.rate, loss(step - 1), StepTimes.NONE)
      if (plan.evaluatesAfter(step)) {
        history.evaluated(step, at(evaluated).evaluations)
        evaluated += 1
      }
    }
    if (divergesAt < plan.steps) {
      val why = new Diverged(divergesAt, Double.NaN)
      new Outcome.Failed(TrialStatus.DIVERGED, why, divergesAt, history)
    } else {
      val last = at(evaluated - 1).evaluations
      new Outcome.Trained(Array(), Array(), "", Array(), plan.steps, plan.steps, history, last)
    }
  }

  protected def trials(experiment: Experiment): Seq[Trial] = experiment.trials(conditions).asScala.toSeq

  /** The claims of an experiment, in their order: held or not. */
  protected def judged(experiment: Experiment, outcomes: Seq[Outcome]): Seq[Boolean] =
    experiment.result(conditions, outcomes.asJava).claims.asScala.map(_.passed).toSeq
}
