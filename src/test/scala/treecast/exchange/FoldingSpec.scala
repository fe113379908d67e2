package treecast.exchange

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.{Matrix, Workspace}
import treecast.model.{AveragingMethod, Classifier, Ensemble, Model, Models}
import treecast.nn.Activation

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Batch norm folded into the layers before it. */
class FoldingSpec extends AnyFunSuite with Models {
  private def scores(model: Classifier): Array[Double] = {
    val random = new Random(2)
    val x = Matrix.of(20, model.inputs, Seq.fill(20 * model.inputs)(random.nextGaussian()): _*)
    model.scores(x, new Workspace).toArray
  }

  private def requireFolded(model: Classifier): Classifier = {
    val folded = Folding.of(model)
    val differences =
      scores(model).zip(scores(folded)).map { case (a, b) => math.abs(a - b) / math.max(1, math.abs(a)) }
    assert(differences.max < 1e-12 && differences.length == 20 * model.outputs)
    folded
  }

  test("networks of every kind compute the same without batch norm, whose tensors are gone") {
    for (activation <- Seq(Activation.RELU, Activation.TANH); dropout <- Seq(0, 0.25)) {
      val folded = requireFolded(model(batchNorm = true, dropout, activation)).asInstanceOf[Model]
      assert(folded.network.statistics == 0)
      assert(folded.network.weightTensors.asScala.map(_.name) == Seq("W1", "b1", "W2", "b2", "W3", "b3"))
    }
    val image = requireFolded(convolutional(batchNorm = true)).asInstanceOf[Model]
    assert(image.network.weightTensors.asScala.map(_.name) == Seq("W1", "b1", "W2", "b2", "W3", "b3"))
  }

  test("an ensemble is folded member by member, and what has no batch norm stays as it is") {
    val plain = model(batchNorm = false)
    val folded = requireFolded(new Ensemble(listOf(model(), plain), AveragingMethod.SCORES)).asInstanceOf[Ensemble]
    assert(folded.members.get(0).network.statistics == 0 && folded.members.get(1) == plain)
  }
}
