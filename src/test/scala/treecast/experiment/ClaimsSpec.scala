package treecast.experiment

import org.scalatest.funsuite.AnyFunSuite
import treecast.chart.Series
import treecast.training._

import scala.jdk.CollectionConverters._

/** Claims are judged by what was found: each holds on outcomes that bear it out, and fails on others. */
class ClaimsSpec extends AnyFunSuite with Synthetic {

  test("trajectories: the chapter's four paths bear it out") {
    assert(judged(new Trajectories, Nil) == Seq(true, true, true))
  }

  test("activations: the claims and the reference hold for several seeds") {
    for (seed <- 1 to 5) {
      val claims =
        new ActivationHistograms().result(new ExperimentContext(data, seed), java.util.List.of()).claims.asScala
      assert(claims.size == 5)
      for (claim <- claims) assert(claim.passed, s"seed $seed: ${claim.claim} ${claim.figures}")
    }
  }

  /** Losses that fall from 2.3 to an end, the faster the smaller the time. */
  private def falling(end: Double, time: Double)(step: Int): Double = end + (2.3 - end) * math.exp(-step / time)

  test("optimizers: others faster, AdaGrad ahead, accuracies above; each alone can fail") {
    val experiment = new OptimizerComparison
    def run(ends: Seq[Double], times: Seq[Double], accuracies: Seq[Double]) = {
      val four = trials(experiment).zipWithIndex.map { case (trial, i) =>
        outcome(trial, falling(ends(i), times(i)), _ => At(0.9, test = accuracies(i)))
      }
      judged(experiment, four)
    }
    val (ends, times, accuracies) = (Seq(0.2, 0.07, 0.035, 0.03), Seq(300.0, 100, 20, 60), Seq(0.93, 0.96, 0.97, 0.97))
    assert(run(ends, times, accuracies) == Seq(true, true, true))
    assert(run(ends.updated(1, 0.25), times, accuracies) == Seq(false, true, true))
    assert(run(ends, times.updated(1, 900.0), accuracies) == Seq(false, true, true))
    assert(run(ends, times.updated(3, 5.0), accuracies) == Seq(true, false, true))
    assert(run(ends, times, accuracies.updated(2, 0.92)) == Seq(true, true, false))
  }

  test("optimizers: single losses decide nothing, means of 100 do") {
    val experiment = new OptimizerComparison
    val times = Seq(300.0, 100, 20, 60)
    val four = trials(experiment).zipWithIndex.map { case (trial, i) =>
      outcome(
        trial,
        step => if (i == 2 && step == 1999) 5 else falling(0.2 - 0.05 * i, times(i))(step),
        _ => At(0.9, test = 0.9 + i / 100.0)
      )
    }
    assert(judged(experiment, four) == Seq(true, true, true))
  }

  test("initialisation: nothing learnt, learnt, faster; each alone can fail") {
    val experiment = new InitialisationComparison
    def run(small: Double, xavier: (Double, Double), he: (Double, Double)) = {
      val losses = Seq[Int => Double](_ => small, falling(xavier._1, xavier._2), falling(he._1, he._2))
      judged(experiment, trials(experiment).zip(losses).map { case (trial, loss) => outcome(trial, loss) })
    }
    assert(run(2.301, (0.3, 300), (0.2, 100)) == Seq(true, true, true))
    assert(run(1.9, (0.3, 300), (0.2, 100)) == Seq(false, true, true))
    assert(run(2.301, (1.3, 300), (0.2, 100)) == Seq(true, false, true))
    assert(run(2.301, (0.3, 100), (0.2, 300)) == Seq(true, true, false))
  }

  test("batchnorm: two scales are spared, not three; and the worst scale decides") {
    val experiment = new BatchNormComparison
    def run(withIt: Int => Double, without: Int => Double, early: Int => Double) = {
      val outcomes = trials(experiment).zipWithIndex.map { case (trial, i) =>
        val end = if (i % 2 == 0) withIt(i / 2) else without(i / 2)
        outcome(trial, at = epoch => At(if (epoch == 4 && i % 2 == 1) early(i / 2) else end))
      }
      judged(experiment, outcomes)
    }
    def learns(scales: Set[Int])(scale: Int) = if (scales(scale)) 0.9 else 0.1
    assert(run(_ => 0.6, learns(Set(2, 3)), learns(Set(2, 3))) == Seq(true, true))
    assert(run(_ => 0.6, learns(Set(2, 3)), learns(Set(2, 3, 4))) == Seq(false, true))
    assert(run(scale => if (scale == 0) 0.05 else 0.6, learns(Set(2, 3)), learns(Set(2))) == Seq(true, false))
    assert(run(_ => 0.6, learns((0 until 8).toSet), learns(Set(2))) == Seq(true, false))
  }

  test("batchnorm: what diverges is shown where it did, counts as 0 and leaves the others alone") {
    val experiment = new BatchNormComparison
    val outcomes = trials(experiment).zipWithIndex.map { case (trial, i) =>
      outcome(
        trial,
        at = _ => At(if (i % 2 == 0) 0.8 else 0.1),
        divergesAt = if (i == 1) 47 else if (i == 3) 2 else Int.MaxValue
      )
    }
    val result = experiment.result(conditions, outcomes.asJava)
    assert(result.claims.asScala.forall(_.passed))
    val panels = result.charts.get(0).panels.asScala
    def series(panel: Int) = panels(panel).series.asScala.toSeq
    assert(panels.size == 16 && (2 until 16).forall(series(_).size == 2))
    val Seq(_, short: Series.Line, mark: Series.Points) = series(0)
    assert(short.x.toSeq == Seq(1, 2, 3, 4) && mark.name == "diverged")
    assert(mark.x.toSeq == Seq(4.7) && mark.y.toSeq == Seq(0.1))
    val Seq(_, early: Series.Points) = series(1)
    assert(early.x.toSeq == Seq(0.2) && early.y.toSeq == Seq(0.0))
    assert(result.outcomes.rows.get(0).asScala.last == "diverged at step 48")
    val json =
      new String(ResultsFile.of(conditions, java.util.List.of(new FinishedExperiment(experiment, result))), "UTF-8")
    assert(!json.contains("NaN") && json.contains("diverged at step 3"))
  }

  private def overfitting(experiment: Experiment)(without: (Double, Double), remedied: (Double, Double)) =
    judged(
      experiment,
      trials(experiment).zip(Seq(without, remedied)).map { case (trial, (train, test)) =>
        outcome(trial, at = epoch => At(math.min(train, epoch / 100.0), test = math.min(test, epoch / 100.0)))
      }
    )

  test("weight-decay: learns by heart, and the gap narrows; each alone can fail") {
    val run = overfitting(new WeightDecayComparison) _
    assert(run((1, 0.75), (0.89, 0.71)) == Seq(true, true))
    assert(run((0.98, 0.75), (0.89, 0.71)) == Seq(false, true))
    assert(run((1, 0.95), (0.89, 0.87)) == Seq(false, true))
    assert(run((1, 0.75), (0.99, 0.71)) == Seq(true, false))
  }

  test("dropout: the same, and training accuracy stays below 1") {
    val run = overfitting(new DropoutComparison) _
    assert(run((1, 0.75), (0.65, 0.5)) == Seq(true, true, true))
    assert(run((1, 0.75), (1, 0.8)) == Seq(true, true, false))
    assert(run((1, 0.75), (0.9, 0.6)) == Seq(true, false, true))
    val result = new DropoutComparison().result(
      conditions,
      trials(new DropoutComparison).map(outcome(_, at = _ => At(0.6, test = 0.5))).asJava
    )
    assert(result.remarks.asScala.exists(_.contains("Test accuracy itself is 0.5000 with it and 0.5000 without")))
  }

  test("hyperparameters: the rates and decays of the best five decide") {
    val experiment = new HyperparameterSearch
    val all = trials(experiment)
    def run(accuracy: TrainingPlan => Double) =
      judged(experiment, all.map(trial => outcome(trial, at = _ => At(0.5, validation = accuracy(trial.plan)))))
    assert(run(plan => plan.update.rate * 90) == Seq(true, true))
    assert(run(plan => if (plan.update.rate < 1e-5) 0.9 else plan.update.rate * 80) == Seq(false, true))
    assert(run(plan => if (plan.update.weightDecay > 1e-6) plan.update.rate * 90 else 0) == Seq(true, false))
  }

  test("hyperparameters: a trial that diverges is last, and no point of the picture") {
    val experiment = new HyperparameterSearch(30, 2)
    val all = trials(experiment)
    val outcomes = all.zipWithIndex.map { case (trial, i) =>
      outcome(trial, at = _ => At(0.5, validation = i / 30.0), divergesAt = if (i == 29) 3 else Int.MaxValue)
    }
    val result = experiment.result(conditions, outcomes.asJava)
    assert(result.outcomes.rows.get(0).get(1) == "trial 29" && result.outcomes.rows.size == 20)
    val points = result.charts.get(1).panels.get(0).series.get(0).asInstanceOf[Series.ColouredPoints]
    assert(points.x.length == 29 && result.charts.get(0).panels.size == 20)
  }

  test("references: inside the range widened by its own width, and nowhere else") {
    for (
      (found, holds) <- Seq(0.5 -> true, 0.4 -> true, 0.7 -> true, 0.39 -> false, 0.71 -> false, Double.NaN -> false)
    )
      assert(new Reference("", found, 3, 0.5, 0.6).holds == holds, found.toString)
    def claim(found: Double*) = Reference.claims(found.map(new Reference("a", _, 3, 0, 1)).asJava).get(0)
    assert(claim(1, 0.5, 2).passed)
    assert(!claim(1, 9, 0).passed && claim(1, 9, 0).figures.startsWith("2 of 3 figures inside; a is 9.0000"))
    assert(Reference.claims(java.util.List.of()).isEmpty)
    assert(
      new OptimizerComparison()
        .result(conditions, trials(new OptimizerComparison).map(outcome(_)).asJava)
        .references
        .isEmpty
    )
  }

  test("every picture says what it was made from, and no series of it is misshapen") {
    for (experiment <- Experiment.ofTheChapter.asScala if experiment.name != "ensemble") {
      val outcomes = trials(experiment).map(outcome(_, at = _ => At(0.5, 0.5, 0.5)))
      for (chart <- experiment.result(conditions, outcomes.asJava).charts.asScala)
        assert(chart.note.contains("built-in digits, seed 1") && chart.alternative.nonEmpty)
    }
  }
}
