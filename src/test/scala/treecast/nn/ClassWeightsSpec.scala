package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Minibatch
import treecast.linalg.{DoubleArray, Matrix, Precision, Workspace}
import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** How much a row counts, by its class. */
class ClassWeightsSpec extends AnyFunSuite {
  private val noMasks: Masks = (_: Int, _: Int, _: Double, _: Matrix) => fail("there is no dropout here")
  private val random = new Random(3)
  private val batch =
    new Minibatch(Matrix.of(8, 5, Seq.fill(40)(random.nextGaussian()): _*), Array(0, 1, 2, 2, 0, 2, 2, 0))
  private val weights = ClassWeights.listed(listOf(0.5, 4.0, 1.25))
  private val each = Seq(0.5, 4.0, 1.25)

  private def net(batchNorm: Boolean): Network = {
    val base = new MultiLayerNet(5, listOf(6), 3, Activation.TANH, Initializer.of("he"), 0)
    new MultiLayerNetExtend(base, batchNorm, 0).network
  }

  private def sum(network: Network, at: Array[Double]): GradientAndLoss = {
    val sum = network.gradientAndLoss
    network.addGradient(new DoubleArray(at), batch, noMasks, new Workspace, sum)
    sum
  }

  /** The weighted mean cross-entropy of the minibatch, by its definition. */
  private def loss(network: Network, at: Array[Double]): Double = {
    val scores = network.scores(
      new Mode.Training(noMasks),
      new DoubleArray(at),
      Precision.DOUBLE.zeros(network.statistics),
      batch.x,
      new Workspace
    )
    val losses = (0 until 8).map { i =>
      val row = (0 until 3).map(scores.get(i, _))
      each(batch.labels()(i)) * (math.log(row.map(math.exp).sum) - row(batch.labels()(i)))
    }
    losses.sum / batch.labels.map(each).sum
  }

  for (batchNorm <- Seq(false, true))
    test(s"the gradient is that of the weighted mean, by central differences; batch norm $batchNorm") {
      val network = net(batchNorm).weightedBy(weights)
      val at = network.initialWeights(Initializer.of("0.5"), 2)
      val found = sum(network, at)
      assert(found.weight == batch.labels.map(each).sum)
      assert(math.abs(found.meanLoss - loss(network, at)) < 1e-5, "1e-7 is added inside the logarithm")
      found.averageGradient()
      val differences = GradientCheck.numericalGradient(loss(network, _), at.clone(), 1e-5)
      val largest = differences.map(math.abs).max
      for (i <- at.indices) assert(math.abs(found.values()(i) - differences(i)) < 1e-8 * largest, i)
      val check = new GradientCheck(network, at, 0, batch, noMasks)
      val tensors = network.weightTensors.asScala.filterNot(batchNorm && _.name == "b1")
      for (tensor <- tensors) assert(check.relativeError(tensor, 1000, 5) < 1e-6, tensor.name)
    }

  test("weights change the gradient, and a weight of 1 for each class changes no bit of it") {
    val plain = net(batchNorm = true)
    val at = plain.initialWeights(Initializer.of("he"), 2)
    val expected = sum(plain, at).values.toSeq
    assert(sum(plain.weightedBy(ClassWeights.listed(listOf(1, 1, 1))), at).values.toSeq == expected)
    assert(sum(plain.weightedBy(weights), at).values.toSeq != expected)
    assert(sum(plain, at).weight == 8)
  }

  test("one weight for all is none, so that no bit changes whatever it is") {
    assert(ClassWeights.listed(listOf(0.3, 0.3, 0.3)).applied == ClassWeights.NONE)
    assert(weights.applied == weights && ClassWeights.NONE.applied == ClassWeights.NONE)
    assert(ClassWeights.BALANCED.balancedBy(Array(7, 7, 7)) == ClassWeights.NONE)
  }

  test("balanced weights are those of scikit-learn: the rows, divided by the classes and the rows of the class") {
    // compute_class_weight("balanced", classes=[0, 1, 2], y) of 60, 30 and 10 rows
    val found = ClassWeights.BALANCED.balancedBy(Array(60, 30, 10)).each.asScala.map(_.doubleValue)
    for ((weight, expected) <- found.zip(Seq(0.5555555555555556, 1.1111111111111112, 3.3333333333333335)))
      assert(math.abs(weight - expected) < 1e-15)
    val absent = ClassWeights.BALANCED.balancedBy(Array(90, 0, 10)).each.asScala.toSeq
    assert(absent == Seq(100.0 / 180, 1.0, 5.0))
    assert(ClassWeights.BALANCED.isOpen && !ClassWeights.BALANCED.balancedBy(Array(60, 30, 10)).isOpen)
  }

  test("weights that are not known yet, or no weights, are refused") {
    val at = net(batchNorm = false).initialWeights(Initializer.of("he"), 2)
    intercept[IllegalStateException](sum(net(batchNorm = false).weightedBy(ClassWeights.BALANCED), at))
    for (weight <- Seq(0.0, -1, Double.NaN, Double.PositiveInfinity))
      intercept[IllegalArgumentException](ClassWeights.listed(listOf(1.0, weight)))
  }
}
