package treecast.model

import treecast.linalg.{Shape, Window}
import treecast.nn._

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Models of every kind, whose numbers are random. */
trait Models {
  protected def model(
      batchNorm: Boolean = true,
      dropout: Double = 0.25,
      activation: Activation = Activation.RELU,
      init: String = "he",
      hidden: java.util.List[Integer] = listOf(5, 4)
  ): Model = {
    val base = new MultiLayerNet(6, hidden, 3, activation, Initializer.of(init), 1e-4)
    made(new MultiLayerNetExtend(base, batchNorm, dropout))
  }

  protected def made(architecture: Architecture): Model = {
    val random = new Random(11)
    val network = architecture.network()
    new Model(
      architecture,
      Array.fill(network.parameters)(random.nextGaussian()),
      Array.fill(network.statistics)(1 + random.nextDouble())
    )
  }

  /** Three filters on images of 2 x 4 x 5, and the others behind them. */
  protected def convolutional(batchNorm: Boolean): Model = {
    val stage = new ConvolutionStage(new Shape(2, 4, 5), 3, new Window(3, 2, 1, 1), new Window(2, 2, 2, 0))
    val base = new MultiLayerNet(stage.output.size, listOf(4), 3, Activation.RELU, Initializer.of("he"), 1e-4)
    made(new ConvolutionalNet(stage, new MultiLayerNetExtend(base, batchNorm, 0.5)))
  }

  protected val others =
    Seq(true, false).map(convolutional) :+
      made(new MultiLayerNet(6, listOf(5, 4), 3, Activation.TANH, Initializer.of("xavier"), 0))

  protected val extended = for {
    batchNorm <- Seq(true, false)
    dropout <- Seq(0, 0.25)
    activation <- Layers.registry.names.asScala.toSeq.map(Activation.of)
    init <- Seq("he", "xavier", "0.01")
    hidden <- Seq[java.util.List[Integer]](listOf(1), listOf(5, 4))
  } yield model(batchNorm, dropout, activation, init, hidden)

  protected val models = extended ++ others

  protected def bits(values: Array[Double]): Seq[Long] = values.map(java.lang.Double.doubleToRawLongBits).toSeq
}
