package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{HoldOut, Minibatch}
import treecast.linalg.{DoubleArray, Matrix, Workspace}
import treecast.nn._
import treecast.testing.Plans

/** What a step does to a gradient, and how evaluations end a training. */
class TrainingStateSpec extends AnyFunSuite {
  private val net = new MultiLayerNet(2, java.util.List.of(3), 2, Activation.RELU, Initializer.of("he"), 0.5)

  private def plan(
      stopping: EarlyStopping = EarlyStopping.NEVER,
      clipNorm: Double = GradientClipping.NONE,
      steps: Int = 6
  ): TrainingPlan = {
    val holdOut = if (stopping == EarlyStopping.NEVER) HoldOut.NOTHING else new HoldOut(0.2, 1)
    Plans.of(
      net.network,
      rows = 2,
      batch = 2,
      steps = steps,
      initializer = net.initializer,
      rate = 1,
      weightDecay = net.weightDecay,
      clipNorm = clipNorm,
      evaluation = new EvaluationPolicy(holdOut, new EvaluationRows.All, stopping)
    )
  }

  private def step(plan: TrainingPlan, state: TrainingState): Unit = {
    val sum = net.network.gradientAndLoss
    val batch = new Minibatch(Matrix.of(2, 2, 0.3, 1, 0.9, 0.2), Array(0, 1))
    net.network.addGradient(new DoubleArray(state.weights), batch, Masks.random(1, 0, 0, 0), new Workspace, sum)
    state.advance(plan, GradientSum.of(0, 1, sum.array))
  }

  test("only a score that is greater by more than the minimum gain is an improvement") {
    val (state, weights) = trained(plan(new EarlyStopping(2, true, 0.15)), Seq(3, 4, 5, 9))
    assert(state.step == 4 && state.weightsStep == 4 && weights.size == 4)
    val (patient, _) = trained(plan(new EarlyStopping(2, true, 0.25)), Seq(3, 4, 5, 9))
    assert(patient.step == 3 && patient.weightsStep == 1)
  }

  test("the score decides, not the accuracy") {
    val plan = this.plan(new EarlyStopping(2, true))
    val state = TrainingState.initial(plan)
    val scores = Iterator(-0.5, -0.4, -0.6, -0.45)
    while (state.goesOn(plan)) {
      step(plan, state)
      val now = found(state.step)
      state.evaluated(plan, new Evaluations(now.train, now.validation, now.test, scores.next()))
    }
    assert(state.step == 4 && state.weightsStep == 2)
  }

  test("the gradient that is clipped is the mean one, weight decay included") {
    def moved(clipNorm: Double) = {
      val state = TrainingState.initial(plan(clipNorm = clipNorm))
      val before = state.weights.clone()
      step(plan(clipNorm = clipNorm), state)
      state.weights.zip(before).map { case (after, before) => after - before }
    }
    val free = moved(GradientClipping.NONE)
    val norm = math.sqrt(free.map(e => e * e).sum)
    val short = moved(norm / 2)
    assert(math.abs(math.sqrt(short.map(e => e * e).sum) / (norm / 2) - 1) < 1e-12)
    for ((half, whole) <- short.zip(free)) assert(math.abs(half - whole / 2) < 1e-15)
    assert(moved(norm * 2).sameElements(free))
  }

  /** A training whose evaluations say what is given, each after a step; its state, and the weights at each. */
  private def trained(plan: TrainingPlan, accuracies: Seq[Int]): (TrainingState, Seq[Seq[Double]]) = {
    val state = TrainingState.initial(plan)
    val weights = accuracies.iterator
      .takeWhile(_ => state.goesOn(plan))
      .map { correct =>
        step(plan, state)
        val now = state.weights.clone().toSeq
        state.evaluated(plan, found(correct))
        now
      }
      .toList
    (state, weights)
  }

  private def found(correct: Int, loss: Double = 1) =
    new Evaluations(new Evaluation(9, 9, loss), new Evaluation(10, correct, loss), new Evaluation(9, 9, loss))

  test("it stops once so many evaluations in a row have not been better, and goes back to the best") {
    val (state, weights) = trained(plan(new EarlyStopping(2, true)), Seq(3, 5, 5, 4, 9, 9))
    assert(state.step == 4 && state.weightsStep == 2)
    assert(state.weights.toSeq == weights(1) && weights(1) != weights(3))
    assert(state.evaluations.isEmpty, "of the weights that it went back to")
  }

  test("a better one in between starts the count anew") {
    val (state, _) = trained(plan(new EarlyStopping(2, true)), Seq(3, 2, 4, 4, 5, 1))
    assert(state.step == 6 && state.weightsStep == 5)
  }

  test("without going back it keeps the last weights") {
    val (state, weights) = trained(plan(new EarlyStopping(1, false)), Seq(3, 3, 4))
    assert(state.step == 2 && state.weightsStep == 2 && state.weights.toSeq == weights.last)
    assert(state.evaluations.isPresent)
  }

  test("at the last step it goes back as well, and knows how it does if that is the best") {
    val (worse, weights) = trained(plan(new EarlyStopping(9, true), steps = 3), Seq(3, 8, 5))
    assert(worse.step == 3 && worse.weightsStep == 2 && worse.weights.toSeq == weights(1))
    val (best, _) = trained(plan(new EarlyStopping(9, true), steps = 3), Seq(3, 8, 9))
    assert(best.weightsStep == 3 && best.evaluations.get.validation.correct == 9)
  }

  test("validation without early stopping changes nothing") {
    val free = plan()
    val state = TrainingState.initial(free)
    for (correct <- Seq(9, 3, 2, 1)) {
      assert(state.goesOn(free))
      step(free, state)
      state.evaluated(free, found(correct))
    }
    assert(state.weightsStep == 4)
  }

  test("a loss that is no number is never the best, and no end") {
    val patient = plan(new EarlyStopping(1, true))
    val state = TrainingState.initial(patient)
    step(patient, state)
    state.evaluated(patient, found(3))
    step(patient, state)
    state.evaluated(patient, found(9, Double.NaN))
    assert(state.weightsStep == 1)
    val lost = TrainingState.initial(patient)
    step(patient, lost)
    val refusal = intercept[Diverged](lost.evaluated(patient, found(9, Double.NaN)))
    assert(refusal.step == 0)
  }

  test("early stopping needs validation rows") {
    intercept[IllegalArgumentException] {
      new EvaluationPolicy(HoldOut.NOTHING, new EvaluationRows.All, new EarlyStopping(1, true))
    }
  }
}
