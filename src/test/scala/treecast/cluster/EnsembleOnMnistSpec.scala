package treecast.cluster

import treecast.source.{IdxFolder, Mnist}
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.model.{AveragingMethod, Ensemble, Model}
import treecast.nn.{Activation, Initializer, MultiLayerNet, MultiLayerNetExtend}
import treecast.optim.Adam
import treecast.testing.{Plans, Slow}
import treecast.testing.DefaultStorage.storage
import treecast.testing.SparkContexts.withSpark
import treecast.training._

import scala.jdk.CollectionConverters._

/** What the chapter claims of ensembles, on real MNIST: 25 packed trainings. */
class EnsembleOnMnistSpec extends AnyFunSuite {
  private val variable = "TREECAST_MNIST"

  test("slow: five networks together are better than each of them, in four of five seeds or more", Slow) {
    val folder = sys.env.get(variable).filter(_.nonEmpty).getOrElse(cancel(s"$variable is not set"))
    val mnist = IdxFolder.of(storage, folder, Mnist.CLASSES).examine()
    val hidden = java.util.List.of[Integer](100, 100, 100, 100)
    val base = new MultiLayerNet(mnist.features, hidden, mnist.classes, Activation.RELU, Initializer.of("he"), 0)
    val trials =
      for (seed <- 1L to 5; member <- 1 to 5)
        yield new Trial(
          s"member $member of $seed",
          plan(base, mnist, seed).member(member),
          mnist.trainRows,
          Trial.Keeps.WEIGHTS
        )
    val outcomes = withSpark("local[*]") { spark =>
      PackedTrials.of(spark, mnist).outcomes(trials.asJava, TrialListener.NONE).asScala.map(_.orElseThrow)
    }
    val test = mnist.shards(Split.TEST, 1).get(0)
    val better = outcomes.grouped(5).count { members =>
      val models = members.map(m => new Model(new MultiLayerNetExtend(base, false, 0), m.weights, m.statistics))
      val together = Evaluation.of(new Ensemble(models.asJava, AveragingMethod.PROBABILITIES), test)
      members.forall(_.evaluations.test.accuracy < together.accuracy)
    }
    assert(better >= 4)
  }

  private def plan(net: MultiLayerNet, data: DataSet, seed: Long): TrainingPlan = {
    val adam = new Adam(0.9, 0.999)
    Plans.of(
      net.network,
      rows = data.trainRows,
      batch = 128,
      steps = 2343,
      initializer = net.initializer,
      optimizer = adam,
      rate = adam.defaultRate,
      sampling = MinibatchSampling.WITH_REPLACEMENT,
      seed = seed
    )
  }
}
