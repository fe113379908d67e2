package treecast.app

import org.scalatest.funsuite.AnyFunSuite

/** The gradient check as users run it. */
class GradientCheckCommandSpec extends AnyFunSuite with DigitRuns {
  test("gradient-check passes, and fails where the tolerance is absurd") {
    val check =
      Seq("gradient-check", "--data", digits.toString, "--set", "network.hidden=[8, 7]", "--set", "shards=2") ++
        Seq("--set", "network.activation=tanh", "--set", "network.dropout=0.3", "--set", "network.weightDecay=0.01")
    val passed = run(check: _*)
    assert(passed.code == 0 && passed.err.isEmpty, passed.err)
    for (name <- Seq("W1", "b1", "gamma1", "beta1", "W2", "gamma2", "W3", "b3"))
      assert(passed.out.linesIterator.exists(line => line.startsWith(name) && line.endsWith("ok")), passed.out)
    val failed = run(check ++ Seq("--tolerance", "1e-300"): _*)
    assert(failed.code == 1 && failed.out.contains("WRONG"))
  }

  test("gradient-check passes for a convolutional network: through filters, ReLU and pooling, and blank patches") {
    val check = Seq("gradient-check", "--data", digits.toString) ++ convolutional
    for (batchNorm <- Seq(false, true)) {
      val passed = run(check ++ Seq("--set", s"network.batchNorm=$batchNorm"): _*)
      assert(passed.code == 0 && passed.err.isEmpty, passed.out + passed.err)
      assert(passed.out.linesIterator.count(_.endsWith("ok")) == (if (batchNorm) 10 else 6))
    }
    val whole = run("gradient-check", "--data", digits.toString, "--samples", "10", "--set", "network.kind=conv")
    assert(whole.code == 0 && whole.err.isEmpty, whole.out + whole.err)
  }
}
