package treecast.optim

import org.scalatest.funsuite.AnyFunSuite

/** Each optimizer goes downhill, on its own terms. The golden suite holds its numbers. */
class OptimizerSpec extends AnyFunSuite {

  private def run(
      optimizer: Optimizer,
      rate: Double,
      steps: Int,
      start: Seq[Double],
      gradient: Array[Double] => Array[Double]
  ): Array[Double] = {
    val w = start.toArray
    val slots = Array.ofDim[Double](optimizer.slots, w.length)
    for (t <- 1 to steps) optimizer.step(w, gradient(w), slots, rate, t)
    w
  }

  /** Half of x² + 10 y² + z²/2: its minimum is 0. */
  private def bowl(w: Array[Double]) = Array(w(0), 10 * w(1), w(2) / 2)

  /** Of (1 - x)² + 100 (y - x²)²: its minimum is (1, 1), at the end of a bent valley. */
  private def rosenbrock(w: Array[Double]) = {
    val off = w(1) - w(0) * w(0)
    Array(-2 * (1 - w(0)) - 400 * w(0) * off, 200 * off)
  }

  /** Optimizer; rate, steps and final distance on the bowl from (3, -2, 1); the same on Rosenbrock from (-1.2, 1). */
  private val descents: Seq[(Optimizer, (Double, Int, Double), (Double, Int, Double))] = Seq(
    (new Sgd, (0.1, 500, 1e-11), (0.0015, 20000, 1e-5)),
    (new Momentum(0.9), (0.02, 500, 1e-11), (0.001, 10000, 1e-13)),
    (new Nesterov(0.9), (0.02, 500, 1e-12), (0.001, 10000, 1e-13)),
    (new NesterovListing(0.9), (0.01, 500, 1e-12), (0.0005, 10000, 1e-8)),
    (new AdaGrad, (1.0, 500, 1e-13), (0.5, 20000, 1e-6)),
    (new RmsProp(0.99), (0.01, 1000, 1e-13), (0.0005, 20000, 1e-3)),
    (new Adam(0.9, 0.999), (0.1, 1000, 1e-13), (0.01, 10000, 1e-3))
  )

  for ((optimizer, (bowlRate, bowlSteps, bowlOff), (valleyRate, valleySteps, valleyOff)) <- descents) {
    test(s"$optimizer reaches the bottom of a bowl: rate $bowlRate, $bowlSteps steps, within $bowlOff") {
      val w = run(optimizer, bowlRate, bowlSteps, Seq(3, -2, 1), bowl)
      assert(w.forall(_.abs < bowlOff), w.toSeq)
    }
    test(
      s"$optimizer reaches the end of Rosenbrock's valley: rate $valleyRate, $valleySteps steps, within $valleyOff"
    ) {
      val w = run(optimizer, valleyRate, valleySteps, Seq(-1.2, 1), rosenbrock)
      assert(w.forall(x => (x - 1).abs < valleyOff), w.toSeq)
    }
    test(s"$optimizer leaves a weight alone whose gradient was always 0") {
      val w = run(optimizer, 0.1, 10, Seq(3, 4), w => Array(w(0), 0))
      assert(w(1) == 4)
    }
  }

  test("first steps by hand: weight 1, gradient 2, rate 0.1, then gradient 1") {
    def steps(optimizer: Optimizer) = {
      val gradients = Iterator(2.0, 1.0)
      val slots = Array.ofDim[Double](optimizer.slots, 1)
      val w = Array(1.0)
      for (t <- Seq(1, 2)) yield {
        optimizer.step(w, Array(gradients.next()), slots, 0.1, t)
        w(0)
      }
    }
    val root = math.sqrt _
    val byHand = Seq[(Optimizer, Seq[Double])](
      new Sgd -> Seq(0.8, 0.7),
      new Momentum(0.9) -> Seq(0.8, 0.8 - 0.18 - 0.1),
      new Nesterov(0.9) -> Seq(1 - 0.38, 1 - 0.38 - 0.81 * 0.2 - 0.19),
      new NesterovListing(0.9) -> Seq(1 - 0.81 * 0.2 - 0.38, 1 - 0.81 * 0.2 - 0.38 - 0.81 * 0.28 - 0.19),
      new AdaGrad -> Seq(1 - 0.2 / (2 + 1e-7), 1 - 0.2 / (2 + 1e-7) - 0.1 / (root(5) + 1e-7)),
      new RmsProp(0.75) -> Seq(1 - 0.2 / (1 + 1e-7), 1 - 0.2 / (1 + 1e-7) - 0.1 / (1 + 1e-7)),
      new Adam(0.5, 0.75) -> {
        val first = 1 - 0.1 * root(0.25) / 0.5 * 1 / (1 + 1e-7)
        Seq(first, first - 0.1 * root(1 - 0.5625) / 0.75 * 1 / (1 + 1e-7))
      }
    )
    for ((optimizer, expected) <- byHand; (got, wanted) <- steps(optimizer).zip(expected))
      assert(math.abs(got - wanted) < 1e-15, optimizer)
  }

  test("Nesterov's method is not what the chapter's listing prints") {
    val moved = Seq[Optimizer](new Nesterov(0.9), new NesterovListing(0.9), new Momentum(0.9))
      .map(optimizer => run(optimizer, 0.01, 1, Seq(3, -2, 1), bowl).toSeq)
    assert(moved.distinct.size == 3)
  }

  test("momentum 0 is plain descent for momentum and for both forms of Nesterov") {
    val plain = run(new Sgd, 0.05, 20, Seq(3, -2, 1), bowl)
    for (optimizer <- Seq(new Momentum(0), new Nesterov(0), new NesterovListing(0))) {
      val w = run(optimizer, 0.05, 20, Seq(3, -2, 1), bowl)
      for (i <- w.indices) assert(math.abs(w(i) - plain(i)) < 1e-14, optimizer)
    }
  }

  test("a hyper-parameter that is no fraction below 1 is refused by name") {
    val bad = Seq(-0.1, 1.0, 1.5, Double.NaN, Double.PositiveInfinity)
    for (value <- bad) {
      val makers = Seq[(String, () => Optimizer)](
        "momentum" -> (() => new Momentum(value)),
        "momentum" -> (() => new Nesterov(value)),
        "momentum" -> (() => new NesterovListing(value)),
        "decay" -> (() => new RmsProp(value)),
        "beta1" -> (() => new Adam(value, 0.9)),
        "beta2" -> (() => new Adam(0.9, value))
      )
      for ((name, make) <- makers)
        assert(intercept[IllegalArgumentException](make()).getMessage.startsWith(s"$name: expected"))
    }
  }

  test("the chapter's rates") {
    val rates = descents.map { case (optimizer, _, _) => optimizer.defaultRate }
    assert(rates == Seq(0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.001))
  }
}
