package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.{ArrayPool, DoubleArray, Precision}
import scala.jdk.CollectionConverters._

/** The sections of what travels. */
class GradientAndLossSpec extends AnyFunSuite {

  /** 12 weights, 3 biases, 6 of batch norm; 6 statistics. */
  private val net = new Network(List[Layer](new Affine(4, 3), new BatchNorm(3)).asJava)

  private def numbers = Array.tabulate(29)(1.0 + _)

  test("gradient, statistics, weight and loss are windows of one array, one behind the other") {
    val values = numbers
    val sum = net.gradientAndLoss(new DoubleArray(values))
    assert((sum.array.doubles eq values) && (sum.gradient.values eq values) && (sum.statistics.values eq values))
    assert((sum.gradient.offset, sum.statistics.offset, sum.parameters) == ((0, 21, 21)))
    assert(sum.weight == 28 && sum.loss == 29 && sum.meanLoss == 29.0 / 28)
    sum.addLoss(0.5, 3)
    assert(values.toSeq == numbers.toSeq.dropRight(2) ++ Seq(31, 29.5))
  }

  test("the gradient becomes a mean, statistics, weight and loss stay sums") {
    val sum = net.gradientAndLoss(new DoubleArray(numbers))
    sum.averageGradient()
    assert(sum.array.doubles.toSeq == numbers.take(21).map(_ / 28).toSeq ++ numbers.drop(21))
  }

  test("of no rows all is zero, but for the gradient in an array of the pool, which the first rows set") {
    assert(net.gradientAndLoss.array.doubles.toSeq == Seq.fill(29)(0.0))
    val pool = new ArrayPool
    val array = numbers
    pool.give(new DoubleArray(array))
    assert(net.gradientAndLoss(pool).array.doubles eq array)
    assert(array.drop(21).forall(_ == 0))
  }

  test("an array of another length is refused") {
    for (length <- Seq(0, 21, 28, 30)) {
      val message = intercept[IllegalArgumentException](net.gradientAndLoss(Precision.DOUBLE.zeros(length))).getMessage
      assert(
        message == s"expected a gradient of 21, 6 batch statistics, a weight and a loss, found an array of $length"
      )
    }
  }
}
