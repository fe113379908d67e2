package treecast.cluster

import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.DoubleArray
import treecast.data.{ShardAssignment, Split}
import treecast.source.IdxFolder
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.testing.DefaultStorage.storage
import treecast.testing.SmallDigits
import treecast.testing.SparkContexts.withSpark
import treecast.training.{Misclassification, Predictions, NetworkScorer}

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._

/** What a network takes rows for is the same in one plain loop and in any number of partitions. */
class PredictionsOnSparkSpec extends AnyFunSuite with BeforeAndAfterAll {
  private val (shards, most) = (8, 25)
  private lazy val folder = SmallDigits.folder(trainRows = 10, testRows = 500)

  override def afterAll(): Unit = SmallDigits.delete(folder)

  test("1, 2, 3 and 8 partitions give the bits of the plain loop") {
    val data = IdxFolder.of(storage, folder.toString, 10).examine()
    val net = new MultiLayerNet(data.features, listOf(20), 10, Activation.RELU, Initializer.of("he"), 0)
    val scorer = new NetworkScorer(
      net.network,
      new DoubleArray(net.network.initialWeights(net.initializer, 5)),
      new DoubleArray(Array.empty)
    )
    val assignment = new ShardAssignment(data.rows(Split.TEST), shards)
    val here = data.shards(Split.TEST, shards)
    val expected =
      Predictions.total(here.asScala.map(Predictions.of(scorer, _, assignment, 10, most)).asJava, 10, most)
    assert(expected.mistakes.size == most && expected.confusion.rows == 500)
    val rows = here.asScala.flatMap(Misclassification.features(expected.mistakes, _).asScala).toMap
    withSpark("local[2]") { spark =>
      for (partitions <- Seq(1, 2, 3, 8)) {
        val engine = SparkEngine.of(spark, data, Split.TEST, shards, partitions)
        val found = Predictions.of(engine, Split.TEST, scorer, assignment, 10, most)
        assert(found == expected, s"$partitions partitions")
        val features = Misclassification.features(engine, Split.TEST, found.mistakes)
        assert(features.keySet.asScala == found.mistakes.asScala.map(_.row).toSet)
        for ((row, x) <- features.asScala) assert(x.sameElements(rows(row)), s"row $row, $partitions partitions")
        engine.close()
      }
    }
  }
}
