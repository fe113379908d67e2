package treecast.cluster

import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Split
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.source.IdxFolder
import treecast.testing.DefaultStorage.storage
import treecast.testing.SmallDigits
import treecast.testing.SparkContexts.withSpark
import treecast.training.{Evaluation, LocalEngine, NetworkScorer, ScoredSplit, ScoredSplits}

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._

/** All scores of a network have the same bits in threads, in any number of partitions, and in several passes. */
class ScoresOnSparkSpec extends AnyFunSuite with BeforeAndAfterAll {
  private val shards = 8
  private lazy val folder = SmallDigits.folder(trainRows = 10, testRows = 500)

  override def afterAll(): Unit = SmallDigits.delete(folder)

  private def numbers(found: ScoredSplit): Seq[Any] = {
    val scores = found.scores
    val curves = scores.curves.asScala.toSeq.flatMap { each =>
      Seq(
        each.rocAuc,
        each.averagePrecision
      ) ++ each.roc.x ++ each.roc.y ++ each.precisionRecall.x ++ each.precisionRecall.y
    }
    Seq(found.evaluation, scores.confusion, scores.logLoss, scores.brierScore, scores.calibration) ++ curves
  }

  test("threads, 1, 3 and 8 partitions, and one pass for each class give the same bits") {
    val data = IdxFolder.of(storage, folder.toString, 10).examine()
    val net = new MultiLayerNet(data.features, listOf(20), 10, Activation.RELU, Initializer.of("he"), 0)
    val scorer = new NetworkScorer(net.network, net.network.initialWeights(net.initializer, 5), Array.empty)
    val local = LocalEngine.of(data, shards, 2)
    val expected = ScoredSplit.of(local, Split.TEST, scorer)
    assert(expected.scores.confusion.rows == 500 && expected.scores.curves.size == 10)
    assert(expected.evaluation == Evaluation.of(local, Split.TEST, scorer))
    for (max <- Seq(1, 500, 1600)) assert(numbers(ScoredSplits.inPasses(local, scorer, max)) == numbers(expected))
    local.close()
    withSpark("local[2]") { spark =>
      for (partitions <- Seq(1, 3, 8)) {
        val engine = SparkEngine.of(spark, data, Split.TEST, shards, partitions)
        assert(numbers(ScoredSplit.of(engine, Split.TEST, scorer)) == numbers(expected), s"$partitions partitions")
        engine.close()
      }
    }
  }
}
