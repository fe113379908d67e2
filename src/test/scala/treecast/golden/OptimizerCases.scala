package treecast.golden

import org.scalatest.Assertions.fail
import treecast.config.OptimizerByName
import treecast.optim.Optimizer

/** Optimizers by themselves. */
object OptimizerCases {

  /** The fixtures' names of hyper-parameters, and the product's. */
  private val hyperParameters = Map(
    "momentum" -> "momentum",
    "decay_rate" -> "decay",
    "beta1" -> "beta1",
    "beta2" -> "beta2"
  )

  /** The optimizer that a case's config names, and its rate; what is absent is the product's default. */
  def optimizer(config: Fields): (Optimizer, Double) = optimizer(config.text("optimizer"), config)

  /** The same with the hyper-parameters in a place of their own. */
  def optimizer(name: String, parameters: Fields): (Optimizer, Double) = {
    val values =
      for ((theirs, ours) <- hyperParameters if parameters.has(theirs)) yield ours -> parameters.number(theirs)
    val optimizer = OptimizerByName(name, values)
    (optimizer, parameters.number("lr", optimizer.defaultRate))
  }

  /** Weights that an optimizer moves by gradients given one after another. */
  private final class Descent(config: Fields, val weights: Array[Double]) {
    private val (optimizer, rate) = OptimizerCases.optimizer(config)
    private val slots = Array.ofDim[Double](optimizer.slots, weights.length)
    private var t = 0

    def step(gradient: Array[Double]): Unit = {
      t += 1
      optimizer.step(weights, gradient, slots, rate, t)
    }
  }

  def updates(c: Case): Unit = {
    val params = c.params
    val names = params.names
    val descent = new Descent(c.config, names.flatMap(params.numbers(_).values).toArray)
    val gradients = c.source.objects("grads")
    val expected = c.expected.objects("params_after_step")
    if (gradients.size != expected.size) fail(s"${gradients.size} gradients are given, ${expected.size} are expected")
    for ((gradient, wanted) <- gradients.zip(expected)) {
      descent.step(names.flatMap(gradient.numbers(_).values).toArray)
      var at = 0
      for (name <- names) {
        val parameter = params.numbers(name)
        wanted.matches(name, parameter.like(descent.weights.slice(at, at + parameter.values.length)))
        at += parameter.values.length
      }
      gradient.requireAllRead()
    }
  }

  /** The valley of the chapter: f = x² / 20 + y². */
  def naive(c: Case): Unit = {
    val descent = new Descent(c.config, c.config.numbers("init").values)
    val history = Seq.fill(c.config.int("steps")) {
      val Array(x, y) = descent.weights
      descent.step(Array(x / 10, 2 * y))
      (x, y)
    }
    val Array(x, y) = descent.weights
    c.expected.matches("x_history", Numbers.list(history.map(_._1)))
    c.expected.matches("y_history", Numbers.list(history.map(_._2)))
    c.expected.matches("x_final", Numbers.of(x))
    c.expected.matches("y_final", Numbers.of(y))
    c.expected.matches("f_final", Numbers.of(x * x / 20 + y * y))
  }
}
