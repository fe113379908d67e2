package treecast.optim

import org.scalatest.funsuite.AnyFunSuite
import treecast.extension.SettingValues

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import scala.jdk.CollectionConverters._

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

  private val registered = Optimizers.registry.providers.asScala.toMap

  /** An optimizer by its name, with settings as a plan spells them. */
  private def made(name: String, settings: (String, Double)*): Optimizer = {
    val provider = registered(name)
    provider.create(
      SettingValues.ofTexts(provider, settings.map { case (key, value) => key -> value.toString }.toMap.asJava)
    )
  }

  /** Rate, steps and final distance on the bowl from (3, -2, 1); the same on Rosenbrock from (-1.2, 1). */
  private val descents: Map[String, ((Double, Int, Double), (Double, Int, Double))] = Map(
    "sgd" -> ((0.1, 500, 1e-11), (0.0015, 20000, 1e-5)),
    "momentum" -> ((0.02, 500, 1e-11), (0.001, 10000, 1e-13)),
    "nesterov" -> ((0.02, 500, 1e-12), (0.001, 10000, 1e-13)),
    "nesterov-listing" -> ((0.01, 500, 1e-12), (0.0005, 10000, 1e-8)),
    "adagrad" -> ((1.0, 500, 1e-13), (0.5, 20000, 1e-6)),
    "rmsprop" -> ((0.01, 1000, 1e-13), (0.0005, 20000, 1e-3)),
    "adam" -> ((0.1, 1000, 1e-13), (0.01, 10000, 1e-3))
  )

  private val root = math.sqrt _

  /** The weight after each of two steps with rate 0.1 from weight 1, whose gradients are 2 and 1. */
  private val byHand: Map[String, (Seq[(String, Double)], Seq[Double])] = Map(
    "sgd" -> ((Nil, Seq(0.8, 0.7))),
    "momentum" -> ((Seq("momentum" -> 0.9), Seq(0.8, 0.8 - 0.18 - 0.1))),
    "nesterov" -> ((Seq("momentum" -> 0.9), Seq(1 - 0.38, 1 - 0.38 - 0.81 * 0.2 - 0.19))),
    "nesterov-listing" ->
      ((Seq("momentum" -> 0.9), Seq(1 - 0.81 * 0.2 - 0.38, 1 - 0.81 * 0.2 - 0.38 - 0.81 * 0.28 - 0.19))),
    "adagrad" -> ((Nil, Seq(1 - 0.2 / (2 + 1e-7), 1 - 0.2 / (2 + 1e-7) - 0.1 / (root(5) + 1e-7)))),
    "rmsprop" -> ((Seq("decay" -> 0.75), Seq(1 - 0.2 / (1 + 1e-7), 1 - 0.2 / (1 + 1e-7) - 0.1 / (1 + 1e-7)))),
    "adam" -> {
      val first = 1 - 0.1 * root(0.25) / 0.5 * 1 / (1 + 1e-7)
      (Seq("beta1" -> 0.5, "beta2" -> 0.75), Seq(first, first - 0.1 * root(1 - 0.5625) / 0.75 * 1 / (1 + 1e-7)))
    }
  )

  test("every optimizer that is registered has its first steps computed by hand, and its descents") {
    assert(byHand.keySet == registered.keySet && descents.keySet == registered.keySet)
  }

  for ((name, provider) <- Optimizers.registry.providers.asScala) {
    test(s"$name reaches the bottom of a bowl and the end of Rosenbrock's valley") {
      val ((bowlRate, bowlSteps, bowlOff), (valleyRate, valleySteps, valleyOff)) = descents(name)
      val bottom = run(made(name), bowlRate, bowlSteps, Seq(3, -2, 1), bowl)
      assert(bottom.forall(_.abs < bowlOff), bottom.toSeq)
      val end = run(made(name), valleyRate, valleySteps, Seq(-1.2, 1), rosenbrock)
      assert(end.forall(x => (x - 1).abs < valleyOff), end.toSeq)
    }

    test(s"$name goes downhill at its default rate") {
      val w = run(made(name), made(name).defaultRate, 100, Seq(3, -2, 1), bowl)
      def height(w: Seq[Double]) = w.zip(bowl(w.toArray)).map { case (x, g) => x * g / 2 }.sum
      assert(height(w.toSeq) < height(Seq(3, -2, 1)))
    }

    test(s"$name leaves a weight alone whose gradient was always 0") {
      val w = run(made(name), 0.1, 10, Seq(3, 4), w => Array(w(0), 0))
      assert(w(1) == 4)
    }

    test(s"$name: first steps by hand, weight 1, rate 0.1, gradients 2 and 1") {
      val (settings, expected) = byHand(name)
      val optimizer = made(name, settings: _*)
      val slots = Array.ofDim[Double](optimizer.slots, 1)
      val w = Array(1.0)
      for (((gradient, wanted), t) <- Seq(2.0, 1.0).zip(expected).zip(Seq(1, 2))) {
        optimizer.step(w, Array(gradient), slots, 0.1, t)
        assert(math.abs(w(0) - wanted) < 1e-15, s"step $t")
      }
    }

    test(s"$name travels, and is the same again from the values of its settings") {
      val bytes = new ByteArrayOutputStream
      new ObjectOutputStream(bytes).writeObject(made(name))
      assert(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject == made(name))
      val texts = SettingValues.defaults(provider).texts
      assert(provider.create(SettingValues.ofTexts(provider, texts)) == made(name))
      for (setting <- provider.settings.asScala) assert(texts.containsKey(setting.name))
    }

    test(s"$name: a setting that is no fraction below 1 is refused by name") {
      for (
        setting <- provider.settings.asScala.map(_.name);
        bad <- Seq(-0.1, 1.0, 1.5, Double.NaN, Double.PositiveInfinity)
      )
        assert(intercept[IllegalArgumentException](made(name, setting -> bad)).getMessage.startsWith(s"$setting:"))
    }
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

  test("default rates: 0.001 for adam, 0.01 for all others") {
    for (name <- registered.keys) assert(made(name).defaultRate == (if (name == "adam") 0.001 else 0.01), name)
  }
}
