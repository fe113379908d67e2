package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Minibatch
import treecast.extension.{ExtensionException, SettingValues}
import treecast.linalg.{DoubleArray, Gemm, Matrix, Precision, Workspace}
import treecast.nn.Layer.Context

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** What each layer that is registered as an activation, and each objective, has to do; [[GradientSpec]] has their
  * gradients.
  */
class LayersSpec extends AnyFunSuite {
  private val (rows, units) = (7, 5)
  private val random = new Random(5)
  private val weights = Array.fill(100)(random.nextGaussian())

  private def forward(layer: Layer, x: Matrix, mode: Mode): Array[Double] = {
    val at =
      new Context(
        new Slice(weights, 0),
        new Slice(new Array[Double](100), 0),
        1,
        0,
        Gemm.fastest(Precision.DOUBLE),
        new Workspace
      )
    layer.forward(x, mode, at).y.toArray
  }

  private def requirePrepared(layer: Layer): Unit = for (precision <- Precision.values) {
    val at = new Context(
      new Slice(precision.of(weights), 0),
      new Slice(precision.of(weights.map(math.abs)), 0),
      1,
      0,
      Gemm.fastest(precision),
      new Workspace(precision)
    )
    val x = normals(rows).in(precision)
    val prepared = layer.inference(x, at)
    val held = at.workspace.size
    for (_ <- 1 to 3) {
      for (i <- 0 until x.size) x.set(i, random.nextGaussian())
      prepared.run()
      assert(at.workspace.size == held, "a run takes no buffers")
      val found = prepared.y.toArray
      val again = new Context(at.weights, at.statistics, 1, 0, at.gemm, new Workspace(precision))
      assert(found.sameElements(layer.forward(x, new Mode.Inference, again).y.toArray))
    }
  }

  test("a layer that does not prepare its inference runs its forward pass, in buffers that do not grow") {
    var sizes = Seq.empty[Long]
    val plain = new Layer {
      override def inputs: Int = units
      override def outputs: Int = units
      override def forward(x: Matrix, mode: Mode, at: Context): Layer.Output = {
        val y = at.workspace.matrix(x.rows, units)
        for (i <- 0 until y.size) y.set(i, 2 * x.get(i))
        sizes :+= at.workspace.size
        new Layer.Output(y, Layer.Pullback.NONE)
      }
    }
    requirePrepared(plain)
    assert(sizes.size > 6 && sizes.toSet == Set(rows * units))
  }

  test("an inference that is prepared computes what the input holds at each run: layers with weights, and dropout") {
    for (layer <- Seq(new Affine(units, 3), new BatchNorm(units), new Dropout(units, 0.25))) requirePrepared(layer)
  }

  private def inference(layer: Layer, x: Matrix) = forward(layer, x, new Mode.Inference)

  private def normals(rows: Int) = Matrix.of(rows, units, Array.fill(rows * units)(random.nextGaussian()): _*)

  private def copied(layer: Layer): Layer = {
    val bytes = new ByteArrayOutputStream
    new ObjectOutputStream(bytes).writeObject(layer)
    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject.asInstanceOf[Layer]
  }

  for ((name, provider) <- Layers.registry.providers.asScala) {
    val layer = provider.create(units, SettingValues.defaults(provider))

    test(s"$name: as many outputs as inputs, and the input stays as it is") {
      val x = normals(rows)
      val before = x.toArray
      assert(layer.inputs == units && layer.outputs == units)
      assert(inference(layer, x).length == rows * units && x.toArray.sameElements(before))
    }

    test(s"$name: a prediction does not depend on the rows beside it, nor on where the matrix begins") {
      val x = normals(rows)
      val whole = inference(layer, x)
      for (row <- 0 until rows) {
        val alone = new Matrix(x.values, x.offset + row * units, 1, units)
        assert(inference(layer, alone).sameElements(whole.slice(row * units, (row + 1) * units)))
      }
    }

    test(s"$name: an inference that is prepared computes what the input holds at each run") {
      requirePrepared(layer)
    }

    test(s"$name: a copy that has travelled computes the same bits") {
      val x = normals(rows)
      assert(inference(copied(layer), x).sameElements(inference(layer, x)))
      assert(
        forward(copied(layer), x, new Mode.Training(null)).sameElements(forward(layer, x, new Mode.Training(null)))
      )
    }

    test(s"$name: its name and the values of its settings make it again") {
      val activation = new Activation(name, SettingValues.defaults(provider).texts)
      assert(activation.layer(units) == layer && Activation.of(name).layer(units) == layer)
    }
  }

  for ((name, provider) <- Objectives.registry.providers.asScala)
    test(s"objective $name: for classes, a loss above 0 and a gradient that is that of differences") {
      val objective = provider.create(SettingValues.defaults(provider))
      assert(new NamedObjective(name, SettingValues.defaults(provider).texts).objective == objective)
      val net = new Network(Seq[Layer](new Affine(units, 3)).asJava).trainedFor(objective)
      val batch = new Minibatch(normals(rows), Array(0, 1, 2, 2, 1, 0, 2))
      val check = new GradientCheck(net, weights.take(net.parameters), 0, batch, Masks.random(1, 0, 0, 0))
      for (tensor <- net.weightTensors.asScala) assert(check.relativeError(tensor, 99, 1) < 1e-5, tensor.name)
      val scores = net.scores(
        new Mode.Inference,
        new DoubleArray(weights.take(net.parameters)),
        new DoubleArray(Array.empty),
        batch.x,
        new Workspace
      )
      assert(objective.exactLoss(scores, batch.targets) > 0)
    }

  test("an activation that nobody provides is refused with those that there are, an unknown setting with its name") {
    val unknown = intercept[ExtensionException](Activation.of("leaky-relu").layer(3)).getMessage
    assert(unknown.startsWith("activation: expected one of relu, sigmoid, tanh, found leaky-relu"), unknown)
    val setting = intercept[IllegalArgumentException](new Activation("relu", Map("slope" -> "1").asJava).layer(3))
    assert(setting.getMessage.startsWith("slope: expected a setting of relu"))
  }
}
