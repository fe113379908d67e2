package treecast.config

import org.scalatest.funsuite.AnyFunSuite
import treecast.optim._

class OptimizerByNameSpec extends AnyFunSuite {
  test("names, and the chapter's hyper-parameters where a plan gives none") {
    val byName = Seq[(String, Optimizer)](
      "sgd" -> new Sgd,
      "momentum" -> new Momentum(0.9),
      "nesterov" -> new Nesterov(0.9),
      "nesterov-listing" -> new NesterovListing(0.9),
      "adagrad" -> new AdaGrad,
      "rmsprop" -> new RmsProp(0.99),
      "adam" -> new Adam(0.9, 0.999)
    )
    for ((name, optimizer) <- byName) assert(OptimizerByName(name, Map.empty) == optimizer)
  }

  test("hyper-parameters that a plan gives") {
    assert(OptimizerByName("momentum", Map("momentum" -> 0.5)) == new Momentum(0.5))
    assert(OptimizerByName("rmsprop", Map("decay" -> 0.9)) == new RmsProp(0.9))
    assert(OptimizerByName("adam", Map("beta2" -> 0.99, "beta1" -> 0.8)) == new Adam(0.8, 0.99))
  }

  test("other names are refused with the nearest, hyper-parameters of others and bad values with their key") {
    def problem(name: String, values: (String, Double)*) =
      intercept[SettingsException](OptimizerByName(name, values.toMap)).getMessage
    assert(problem("rmsprpo").contains("did you mean rmsprop?"))
    assert(problem("sgd", "momentum" -> 0.9).startsWith("optimizer.momentum"))
    assert(problem("adam", "beta1" -> 1.0).startsWith("optimizer.beta1"))
  }
}
