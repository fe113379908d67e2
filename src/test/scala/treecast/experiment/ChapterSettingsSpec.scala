package treecast.experiment

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.DoubleArray
import treecast.data.MinibatchSampling
import treecast.nn.Tensor
import treecast.optim._
import treecast.training._

import scala.jdk.CollectionConverters._

/** Each experiment has the chapter's settings. */
class ChapterSettingsSpec extends AnyFunSuite with Synthetic {
  private def named(name: String): Seq[Trial] =
    trials(Experiment.ofTheChapter.asScala.find(_.name == name).get)

  /** Units of each layer, from the input. */
  private def units(plan: TrainingPlan): Seq[Int] = {
    val tensors: Seq[Tensor] = plan.network.weightTensors.asScala.toSeq
    784 +: tensors.filter(_.name.startsWith("b")).filterNot(_.name.startsWith("beta")).map(_.parameter.size)
  }

  private def first(trial: Trial): Array[Double] =
    trial.plan.network.initialWeights(trial.plan.initializer, trial.plan.seed)

  private def same(trials: Seq[Trial], layers: Int, rows: Int, batch: Int, steps: Int): Unit =
    for (trial <- trials; plan = trial.plan) {
      assert(units(plan) == (784 +: Seq.fill(layers)(100) :+ 10), trial.name)
      assert((trial.trainRows, plan.batches.size, plan.steps) == ((rows, batch, steps)), trial.name)
      assert(
        plan.batches.shards == 1 && plan.batches.sampling == MinibatchSampling.WITH_REPLACEMENT && plan.update.schedule
          .at(
            steps - 1
          ) == 1
      )
      assert(plan.update.clipNorm == GradientClipping.NONE && plan.evaluation.stopping == EarlyStopping.NEVER)
    }

  private def looked(trial: Trial): Seq[Role] =
    Role.values.toSeq.filter(trial.plan.evaluation.rows.rows(_, 10) > 0)

  test("the experiments are the chapter's, in its order") {
    assert(
      Experiment.ofTheChapter.asScala
        .map(_.name) == Seq("trajectories", "optimizers", "activations", "initialisation") ++
        Seq("batchnorm", "weight-decay", "dropout", "hyperparameters", "ensemble")
    )
    assert(named("trajectories").isEmpty && named("activations").isEmpty)
  }

  test("optimizers: 2000 steps of 128 rows, the chapter's rates, one beginning, the same rows") {
    val all = named("optimizers")
    same(all, layers = 4, rows = 60000, batch = 128, steps = 2000)
    assert(all.map(_.name) == Seq("SGD", "Momentum", "AdaGrad", "Adam"))
    assert(all.map(_.plan.update.optimizer) == Seq(new Sgd, new Momentum(0.9), new AdaGrad, new Adam(0.9, 0.999)))
    assert(all.map(_.plan.update.rate) == Seq(0.01, 0.01, 0.01, 0.001))
    assert(all.forall(t => first(t).sameElements(first(all.head)) && t.plan.seed == 1))
    assert(
      all.forall(t => t.plan.evaluation.schedule == EvaluationSchedule.AT_THE_END && t.plan.initializer.name == "he")
    )
  }

  test("initialisation: the same with SGD and three standard deviations") {
    val all = named("initialisation")
    same(all, layers = 4, rows = 60000, batch = 128, steps = 2000)
    assert(all.forall(t => t.plan.update.optimizer == new Sgd && t.plan.update.rate == 0.01 && t.plan.seed == 1))
    assert(all.map(_.plan.initializer.standardDeviation(50)) == Seq(0.01, math.sqrt(1.0 / 50), 0.2))
  }

  test("batchnorm: 1000 rows, 20 epochs, 16 scales from 1 to 0.0001, each with and without") {
    val all = named("batchnorm")
    same(all, layers = 5, rows = 1000, batch = 100, steps = 200)
    assert(all.size == 32)
    for ((pair, i) <- all.grouped(2).zipWithIndex) {
      assert(pair.map(_.plan.network.statistics) == Seq(1000, 0))
      for (trial <- pair)
        assert(math.abs(trial.plan.initializer.standardDeviation(7) / math.pow(10, -4.0 * i / 15) - 1) < 1e-12)
    }
    assert(all.head.plan.initializer.fixed == 1 && all.last.plan.initializer.fixed == 1e-4)
    assert(all.forall(t => looked(t) == Seq(Role.TRAINING) && t.plan.evaluations == 20 && t.plan.seed == 1))
    assert(all.forall(t => t.plan.update.optimizer == new Sgd && t.plan.update.rate == 0.01))
  }

  test("weight-decay and dropout: 300 rows, 201 and 301 epochs, test rows looked at after each") {
    for ((name, epochs) <- Seq("weight-decay" -> 201, "dropout" -> 301)) {
      val all = named(name)
      same(all, layers = 6, rows = 300, batch = 100, steps = 3 * epochs)
      assert(all.forall(t => looked(t) == Seq(Role.TRAINING, Role.TEST) && t.plan.evaluations == epochs))
      assert(all.forall(t => t.plan.update.optimizer == new Sgd && t.plan.update.rate == 0.01 && t.plan.seed == 1))
      assert(first(all.head).sameElements(first(all(1))))
    }
    assert(named("weight-decay").map(_.plan.update.weightDecay) == Seq(0, 0.1))
    assert(named("dropout").map(_.plan.update.weightDecay) == Seq(0, 0))
    val layers = named("dropout").map(_.plan.network.toString)
    assert(named("dropout").map(t => trainedWithMasks(t.plan)) == Seq(false, true), layers.mkString)
  }

  /** Whether masks change what a step adds. */
  private def trainedWithMasks(plan: TrainingPlan): Boolean = {
    import treecast.data.Minibatch
    import treecast.linalg.{Matrix, Workspace}
    import treecast.nn.Masks
    val batch = new Minibatch(Matrix.of(1, 784, Array.tabulate(784)(i => i / 784.0): _*), Array(3))
    val weights = plan.network.initialWeights(plan.initializer, 1)
    val sums = Seq(1, 2).map { step =>
      val sum = plan.network.gradientAndLoss
      plan.network.addGradient(new DoubleArray(weights), batch, Masks.random(1, step, 0, 0), new Workspace, sum)
      sum.loss
    }
    sums.head != sums(1)
  }

  test("hyperparameters: 500 rows less 100, 50 epochs, 100 trials, each a function of the seed and its number") {
    val all = named("hyperparameters")
    same(all, layers = 6, rows = 500, batch = 100, steps = 200)
    assert(all.size == 100 && all.forall(_.plan.batches.rows == 400))
    assert(all.forall(t => looked(t) == Seq(Role.TRAINING, Role.VALIDATION) && t.plan.evaluations == 50))
    assert(all.map(_.plan.evaluation.holdOut).distinct.size == 1 && all.map(_.plan.seed).distinct.size == 100)
    for (
      (values, from, to) <- Seq((all.map(_.plan.update.rate), -6, -2), (all.map(_.plan.update.weightDecay), -8, -4))
    ) {
      val powers = values.map(math.log10)
      assert(powers.min > from && powers.max < to && powers.distinct.size == 100)
      for (quarter <- 0 until 4)
        assert((12 to 38).contains(powers.count(p => p >= from + quarter && p < from + quarter + 1)), powers)
    }
    val few = trials(new HyperparameterSearch(7, 3))
    assert(few.map(t => (t.plan.update.rate, t.plan.seed)) == all.take(7).map(t => (t.plan.update.rate, t.plan.seed)))
    val other = new HyperparameterSearch().trials(new ExperimentContext(data, 2)).asScala
    assert(other.map(_.plan.update.rate).intersect(all.map(_.plan.update.rate)).isEmpty)
  }

  test("ensemble: five members with beginnings of their own, whose weights are wanted") {
    val all = named("ensemble")
    same(all, layers = 4, rows = 60000, batch = 128, steps = 2344)
    assert(all.size == 5 && all.map(_.plan.seed).distinct.size == 5 && all.forall(_.keeps == Trial.Keeps.WEIGHTS))
    assert(
      Experiment.ofTheChapter.asScala
        .filter(_.name != "ensemble")
        .flatMap(trials)
        .forall(_.keeps == Trial.Keeps.NUMBERS)
    )
  }
}
