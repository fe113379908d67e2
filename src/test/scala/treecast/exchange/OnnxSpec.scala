package treecast.exchange

import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.linalg.{Matrix, Precision, Shape, Window, Workspace}
import treecast.model.{AveragingMethod, Classifier, Ensemble, Model}
import treecast.nn._
import treecast.optim.Adam
import treecast.source.{IdxFolder, Mnist}
import treecast.testing.DefaultStorage.storage
import treecast.testing.{Plans, SmallDigits}
import treecast.training.{LocalEngine, Trainer, TrainingListener}

import java.nio.file.Path
import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._
import scala.util.Using

/** Trained networks on images, exported and run by onnxruntime beside ours. */
class OnnxSpec extends AnyFunSuite with BeforeAndAfterAll {
  private lazy val folder: Path = SmallDigits.folder(trainRows = 1000, testRows = 1000)
  private lazy val digits = IdxFolder.of(storage, folder.toString, Mnist.CLASSES).examine()
  private lazy val mnist = {
    val folder = sys.env.get("TREECAST_MNIST").filter(_.nonEmpty).getOrElse(cancel("TREECAST_MNIST is not set"))
    IdxFolder.of(storage, folder, Mnist.CLASSES).examine().first(1000)
  }

  override def afterAll(): Unit = SmallDigits.delete(folder)

  private def base(activation: Activation, inputs: Int = 784) =
    new MultiLayerNet(inputs, listOf(40, 30), 10, activation, Initializer.of("he"), 0)

  private val stage =
    new ConvolutionStage(new Shape(1, 28, 28), 4, new Window(5, 5, 2, 1), new Window(2, 2, 2, 0))

  private def convolutional(batchNorm: Boolean) = new ConvolutionalNet(
    stage,
    new MultiLayerNetExtend(base(Activation.RELU, stage.output.size), batchNorm, 0.2)
  )

  private def trained(architecture: Architecture, data: DataSet): Model = {
    val adam = new Adam(0.9, 0.999)
    val plan = Plans.of(
      architecture.network,
      rows = data.trainRows,
      batch = 50,
      steps = 40,
      optimizer = adam,
      rate = 0.005
    )
    Using.resource(LocalEngine.of(data, 1, 1)) { engine =>
      val found = new Trainer(plan, engine).train(TrainingListener.NONE)
      new Model(architecture, found.weights, found.statistics, data.encoding)
    }
  }

  private case class Trained(name: String, data: () => DataSet) {
    lazy val rows: DataSet = data()

    lazy val dense: Seq[(String, Model)] =
      ("MultiLayerNet" -> trained(base(Activation.RELU), rows)) +:
        (for (activation <- Seq(Activation.RELU, Activation.SIGMOID, Activation.TANH))
          yield s"MultiLayerNetExtend with ${activation.name}" ->
            trained(new MultiLayerNetExtend(base(activation), true, 0.25), rows))

    lazy val convolutions: Seq[(String, Model)] =
      Seq(true, false).map(norm => s"conv, batch norm $norm" -> trained(convolutional(norm), rows))
  }

  private def images(data: DataSet): Matrix =
    data.shards(Split.TEST, 1).get(0).rows(0, 1000, new Workspace).x

  private def rows(x: Matrix): Seq[Array[Double]] =
    (0 until x.rows).map(i => x.values.slice(x.row(i), x.row(i) + x.columns))

  private def expected(model: Classifier, x: Matrix): (Seq[Int], Seq[Seq[Double]]) = {
    val scores = model.scores(x, new Workspace)
    val guesses = (0 until x.rows).map(scores.largestInRow)
    model.toProbabilities(scores)
    (guesses, rows(scores).map(_.toSeq))
  }

  private def exported(model: Classifier, precision: Precision): Array[Byte] =
    Onnx.encode(model, precision, "1.2.3", java.util.Map.of()).content

  /** The probabilities are as near as that, and the classes are the same. */
  private def requireSame(
      name: String,
      model: Classifier,
      data: DataSet,
      precision: Precision,
      within: Double
  ): Unit = {
    val x = images(data)
    val (guesses, probabilities) = expected(model, x)
    assert(guesses.distinct.size > 3, name)
    val found = OnnxRun(exported(model, precision), rows(x))
    val difference =
      probabilities.flatten.zip(found.probabilities.flatten).map { case (one, other) => math.abs(one - other) }.max
    assert(difference < within, s"$name in $precision")
    assert(found.labels == guesses.map(_.toLong), name)
  }

  for (on <- Seq(Trained("built-in digits", () => digits), Trained("MNIST", () => mnist))) {
    test(s"1,000 images of ${on.name}: dense networks in double are ours within 1e-12, in single within 1e-5") {
      for ((name, model) <- on.dense) {
        requireSame(name, model, on.rows, Precision.DOUBLE, 1e-12)
        requireSame(name, model, on.rows, Precision.SINGLE, 1e-5)
      }
    }

    test(s"1,000 images of ${on.name}: convolutions are ours within 1e-5") {
      for ((name, model) <- on.convolutions) requireSame(name, model, on.rows, Precision.SINGLE, 1e-5)
    }

    test(s"1,000 images of ${on.name}: ensembles are one graph, by every way of averaging") {
      for (average <- AveragingMethod.values) {
        val ensemble = new Ensemble(on.dense.map(_._2).asJava, average)
        requireSame(s"$average", ensemble, on.rows, Precision.DOUBLE, 1e-12)
        requireSame(s"$average", ensemble, on.rows, Precision.SINGLE, 1e-5)
      }
      val members = listOf(on.convolutions.head._2, on.dense.head._2)
      val mixed = new Ensemble(members, AveragingMethod.PROBABILITIES)
      requireSame("conv and dense", mixed, on.rows, Precision.SINGLE, 1e-5)
    }
  }

  test("numbers that single precision cannot hold are refused by the name of their array") {
    val net = base(Activation.RELU)
    val weights = net.network.initialWeights(net.initializer, 1)
    weights(5) = 1e300
    val model = new Model(net, weights, Array.empty[Double])
    assert(OnnxReader(exported(model, Precision.DOUBLE)).constants("W1").values(5) == 1e300)
    for (format <- ExportFormat.values) {
      val refused = intercept[ExportException](format.encode(model, Precision.SINGLE, "1", java.util.Map.of()))
      assert(refused.getMessage.startsWith("W1: expected numbers that single precision holds, found 1.0E300"))
    }
  }

  test("a file says who made it, which operators it needs, and what its inputs and outputs are") {
    val model = trained(base(Activation.RELU), digits)
    val file = OnnxReader(Onnx.encode(model, Precision.SINGLE, "1.2.3", java.util.Map.of("about", "digits")).content)
    assert(file.model.text(2) == "treecast" && file.model.text(3) == "1.2.3")
    assert(file.operatorSets == Map("" -> 13) && file.metadata == Map("about" -> "digits"))
    assert(file.inputs.map(_.toString) == Seq("features: float N x 784"))
    assert(file.outputs.map(_.toString) == Seq("label: int64 N", "probabilities: float N x 10"))
    assert(file.nodes.map(_.operator) == Seq("Gemm", "Relu", "Gemm", "Relu", "Gemm", "Softmax", "ArgMax", "Gather"))
    for (tensor <- model.network.weightTensors.asScala; constant = file.constants(tensor.name)) {
      assert(constant.shape == tensor.parameter.shape.asScala.map(_.toLong) && constant.typeName == "float")
      assert(constant.values == model.weights.slice(tensor.offset, tensor.end).map(_.toFloat).toSeq)
    }
    val image = OnnxReader(exported(trained(convolutional(true), digits), Precision.DOUBLE))
    assert(image.inputs.map(_.toString) == Seq("images: double N x 1 x 28 x 28"))
    assert(image.constants("W1").shape == Seq(4, 1, 5, 5) && image.constants("W1").typeName == "double")
    assert(exported(model, Precision.SINGLE).sameElements(exported(model, Precision.SINGLE)))
  }
}
