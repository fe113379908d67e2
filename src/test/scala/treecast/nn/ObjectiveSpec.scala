package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{Minibatch, Shard, Targets}
import treecast.linalg.{DoubleArray, Matrix, Precision, Workspace}
import treecast.training.{Evaluation, NetworkScorer}

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** What a network is trained for: losses by their definitions, and gradients by differences of those. */
class ObjectiveSpec extends AnyFunSuite {
  private val random = new Random(8)

  private def normals(n: Int) = Array.fill(n)(random.nextGaussian())

  private def matrix(rows: Int, columns: Int) = Matrix.of(rows, columns, normals(rows * columns): _*)

  /** One coin for each hidden layer and unit, so that differences meet the same masks. */
  private val fixedMasks: Masks = (hidden: Int, _: Int, ratio: Double, mask: Matrix) => {
    val coins = new Random(hidden)
    for (i <- 0 until mask.size) mask.values()(mask.offset + i) = if (coins.nextDouble() > ratio) 1 else 0
  }

  test("half the squared error over outputs and rows; predictions are the scores, the gradient is their error") {
    val (y, t) = (Matrix.of(2, 3, 1, 2, 3, 4, 5, 6), new Targets.Values(Matrix.of(2, 3, 1, 1, 1, 6, 5, -1)))
    val objective = new SquaredError
    objective.toPredictions(y)
    assert(y.toArray.toSeq == Seq(1, 2, 3, 4, 5, 6))
    assert(objective.loss(y, t) == 0.5 * (1 + 4 + 4 + 49))
    assert(objective.exactLoss(y, t) == objective.loss(y, t))
    objective.toGradient(y, t)
    assert(y.toArray.toSeq == Seq(0, 1, 2, -2, 0, 7))
    assert(t.values.toArray.toSeq == Seq(1, 1, 1, 6, 5, -1), "targets stay as they are")
  }

  test("windows of larger arrays are what an objective looks at, and all that it changes") {
    val array = normals(20)
    val before = array.toSeq
    val (y, t) = (new Matrix(array, 2, 2, 3), new Targets.Values(new Matrix(array, 11, 2, 3)))
    assert(
      new SquaredError().loss(y, t) == (0 until 6).map(i => before(2 + i) - before(11 + i)).map(e => e * e).sum / 2
    )
    new SquaredError().toGradient(y, t)
    assert(array.toSeq == before.patch(2, (0 until 6).map(i => before(2 + i) - before(11 + i)), 6))
  }

  /** The loss that a training has at some weights, by its definition. */
  private def halfSquares(net: Network, weights: Array[Double], x: Matrix, t: Matrix): Double = {
    val y = net
      .scores(
        new Mode.Training(fixedMasks),
        new DoubleArray(weights),
        Precision.DOUBLE.zeros(net.statistics),
        x,
        new Workspace
      )
      .toArray
    y.zip(t.toArray).map { case (a, b) => (a - b) * (a - b) }.sum / 2
  }

  private val hidden =
    Seq[Layer](new Affine(4, 6), new BatchNorm(6), new Tanh(6), new Dropout(6, 0.3), new Affine(6, 5), new Sigmoid(5))

  private val ends = Seq[(String, Seq[Layer])](
    "an affine layer" -> Seq(new Affine(5, 3)),
    "an activation, which goes back through its own output" -> Seq(new Affine(5, 3), new Sigmoid(3)),
    "another one" -> Seq(new Affine(5, 3), new Tanh(3)),
    "ReLU away from its kink" -> Seq(new Affine(5, 3), new Sigmoid(3), new Relu(3)),
    "batch norm" -> Seq(new Affine(5, 3), new BatchNorm(3))
  )

  for ((name, end) <- ends) test(s"squared error through a whole network against central differences: $name") {
    val net = new Network((hidden ++ end).asJava, new SquaredError)
    val weights = net.initialWeights(Initializer.of("1"), 3)
    val (x, t) = (matrix(7, 4), matrix(7, 3))
    val sum = net.gradientAndLoss
    net.addGradient(new DoubleArray(weights), new Minibatch(x, t), fixedMasks, new Workspace, sum)
    assert(math.abs(sum.loss - halfSquares(net, weights, x, t)) < 1e-12)
    val differences = GradientCheck.numericalGradient(halfSquares(net, _, x, t), weights.clone(), 1e-5)
    val largest = differences.map(math.abs).max
    for (i <- weights.indices) assert(math.abs(sum.values()(i) - differences(i)) < 1e-8 * largest)
    val check = new GradientCheck(net, weights, 0.1, new Minibatch(x, t), fixedMasks)
    for (tensor <- net.weightTensors.asScala if tensor.name != "b1" && !(end.size == 2 && tensor.name == "b3"))
      assert(check.relativeError(tensor, 1000, 5) < 1e-5, tensor.name)
  }

  test("softmax cross-entropy behind an activation goes back through the activation's own output as well") {
    val net = new Network((hidden ++ Seq(new Affine(5, 3), new Sigmoid(3))).asJava)
    val batch = new Minibatch(matrix(7, 4), Array(0, 1, 2, 2, 1, 0, 2))
    val check = new GradientCheck(net, net.initialWeights(Initializer.of("1"), 3), 0, batch, fixedMasks)
    for (tensor <- net.weightTensors.asScala if tensor.name != "b1")
      assert(check.relativeError(tensor, 1000, 5) < 1e-5, tensor.name)
  }

  /** Squared error with a gradient that is a tenth too long. */
  private class TooLong extends Objective {
    private val right = new SquaredError
    override def name: String = "too-long"
    override def toPredictions(scores: Matrix): Unit = ()
    override def loss(predictions: Matrix, targets: Targets): Double = right.loss(predictions, targets)
    override def toGradient(predictions: Matrix, targets: Targets): Unit = {
      right.toGradient(predictions, targets)
      for (i <- predictions.offset until predictions.end) predictions.values()(i) *= 1.1
    }
  }

  test("an objective of one's own is asked, and the gradient check finds its gradient wrong") {
    val net = new Network(List[Layer](new Affine(4, 3)).asJava, new TooLong)
    val check = new GradientCheck(net, normals(15), 0, new Minibatch(matrix(7, 4), matrix(7, 3)), fixedMasks)
    for (tensor <- net.weightTensors.asScala) assert(math.abs(check.relativeError(tensor, 99, 1) - 0.1 / 1.1) < 1e-6)
  }

  private def refused(f: => Any): String = intercept[IllegalArgumentException](f).getMessage

  test("targets of another kind or size are refused, with what was expected") {
    val classes = new Targets.Labels(Array(0, 1))
    val values = new Targets.Values(matrix(2, 3))
    for (
      use <- Seq[(Objective, Targets) => Any](
        _.loss(matrix(2, 3), _),
        _.toGradient(matrix(2, 3), _),
        _.exactLoss(matrix(2, 3), _)
      )
    ) {
      assert(refused(use(new SquaredError, classes)) == "targets: expected real values, found classes")
      assert(
        refused(
          use(new SoftmaxCrossEntropy, values)
        ) == "targets: expected a class for each row, found 2 x 3 real values"
      )
      for (shape <- Seq((2, 1), (1, 3), (3, 3))) {
        val message = refused(use(new SquaredError, new Targets.Values(matrix(shape._1, shape._2))))
        assert(message == s"squared-error: expected 2 x 3 targets, found ${shape._1} x ${shape._2}")
      }
    }
    for (rows <- Seq(1, 3))
      assert(refused(new Minibatch(matrix(2, 4), matrix(rows, 3))).contains("a minibatch of 2 rows"))
    assert(refused(new Minibatch(matrix(2, 4), Array(1))).contains("a minibatch of 2 rows"))
    assert(new Minibatch(matrix(2, 4), Array(1, 0, 7)).labels.length == 3, "a buffer may be longer")
  }

  test("shards have classes alone, so a network for real values is not evaluated on them") {
    val net = new Network(List[Layer](new Affine(4, 3)).asJava, new SquaredError)
    val shard = new Shard(0, 4, new Array[Byte](8), Array[Byte](0, 1))
    val scorer = new NetworkScorer(net, new DoubleArray(normals(15)), new DoubleArray(Array.empty))
    assert(refused(Evaluation.of(scorer, shard)) == "targets: expected real values, found classes")
  }

  test("a network keeps its objective, by default the classes'; objectives are values and travel") {
    val layers = List[Layer](new Affine(4, 3)).asJava
    assert(new Network(layers).objective == new SoftmaxCrossEntropy)
    val net = new Network(layers, new SquaredError)
    assert(net.objective == new SquaredError && net.multipliedBy("plain").objective == new SquaredError)
    for (objective <- Seq[Objective](new SquaredError, new SoftmaxCrossEntropy)) {
      val bytes = new ByteArrayOutputStream
      new ObjectOutputStream(bytes).writeObject(new Network(layers, objective))
      val in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray))
      assert(in.readObject().asInstanceOf[Network].objective == objective)
    }
    assert(new SquaredError != new SoftmaxCrossEntropy)
  }
}
