package treecast.cluster

import treecast.source.{Csv, TableFolder}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.optim.Adam
import treecast.testing.{Plans, Slow, SmallDigits, SmallTables}
import treecast.testing.DefaultStorage.storage
import treecast.testing.SparkContexts.withSpark
import treecast.training._

import java.util.{List => JavaList}

/** The promise holds for text files with scaled features, and their files are shipped where that is needed. */
class TableBitsSpec extends AnyFunSuite with BeforeAndAfterAll {
  private val shards = 8
  private lazy val folder = SmallTables.folder(trainRows = 500, testRows = 90)
  private lazy val data: DataSet = {
    val csv = new Csv(Csv.AUTO, Csv.Header.AUTO, "kind")
    val classes = new DistinctClasses(DistinctClasses.AUTO, JavaList.of())
    val plain = TableFolder.of(storage, folder.toString, csv, classes, false).examine()
    plain.scaled(ScalingMethod.STANDARD.fit(plain, new java.util.BitSet))
  }

  override def afterAll(): Unit = SmallDigits.delete(folder)

  private lazy val plan: TrainingPlan = {
    val adam = new Adam(0.9, 0.999)
    val he = Initializer.of("he")
    val net = new MultiLayerNet(data.features, JavaList.of(12), data.classes, Activation.RELU, he, 0)
    Plans.of(
      net.network(),
      rows = data.trainRows,
      batch = 50,
      steps = 100,
      shards = shards,
      initializer = he,
      optimizer = adam,
      rate = 0.01,
      seed = 7L
    )
  }

  private def bits(train: (TrainingState, History) => Unit): (String, String) = {
    val state = TrainingState.initial(plan)
    val history = new History
    train(state, history)
    assert(history.last.test.accuracy > 0.9, "it learns")
    (Sha256.ofWeights(state.weights, state.statistics), history.sha256)
  }

  private lazy val reference = bits { (state, history) =>
    new Trainer(plan, LocalEngine.of(data, shards, 1))
      .run(state, history)
  }

  private def requireSame(master: String, partitionCounts: Int*): Unit =
    withSpark(master) { spark =>
      for (partitions <- partitionCounts) {
        val train = ShardedData.load(spark, data, Split.TRAIN, shards, partitions)
        val test = ShardedData.load(spark, data, Split.TEST, shards, partitions)
        assert(
          bits(new Trainer(plan, new SparkEngine(spark, train, test)).run(_, _)) == reference,
          s"$partitions partitions"
        )
        train.close()
        test.close()
        assert(ExecutorSource.of(spark, data.source, Split.TEST).shipped == master.startsWith("local-cluster"))
      }
    }

  test("local[2] gives the bits of the plain loop, for every partition count") {
    requireSame("local[2]", 1, 2, 3, 8)
  }

  test("local-cluster[2,1,1024] gives them, too, in fewer partitions than shards") {
    requireSame("local-cluster[2,1,1024]", 3)
  }

  test("slow: local-cluster[2,1,1024] gives them for every partition count", Slow) {
    requireSame("local-cluster[2,1,1024]", 1, 2, 8)
  }
}
