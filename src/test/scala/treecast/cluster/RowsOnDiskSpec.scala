package treecast.cluster

import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.source.IdxFolder
import treecast.testing.{Plans, SmallDigits}
import treecast.testing.DefaultStorage.storage
import treecast.testing.SparkContexts.withSpark
import treecast.training._

import java.util.{List => JavaList}

/** Rows for which there is no room in memory are kept on disk, and give the same bits. */
class RowsOnDiskSpec extends AnyFunSuite with BeforeAndAfterAll {
  private val shards = 8
  private lazy val folder = SmallDigits.folder(trainRows = 3000, testRows = 500)
  private lazy val data: DataSet = IdxFolder.of(storage, folder.toString, 10).examine()
  private lazy val plan = {
    val he = Initializer.of("he")
    val net = new MultiLayerNet(data.features, JavaList.of(12), data.classes, Activation.RELU, he, 0)
    Plans.of(net.network(), rows = data.trainRows, batch = 64, steps = 60, shards = shards, initializer = he)
  }

  override def afterAll(): Unit = SmallDigits.delete(folder)

  private def bits(engine: Engine): (String, String) =
    try {
      val trained = new Trainer(plan, engine).train(TrainingListener.NONE)
      (trained.weightsSha256, trained.history.sha256)
    } finally engine.close()

  private lazy val expected = bits(LocalEngine.of(data, shards, 1))

  for ((master, fraction) <- Seq("local[2]" -> "0.001", "local-cluster[2,2,1024]" -> "0.0015"))
    test(s"$master: rows that take more than the memory for them train from disk, with the bits of rows in memory") {
      withSpark(master, "spark.memory.fraction" -> fraction) { spark =>
        // A job waits for executors, however long they take to start.
        while (!spark.isLocal && Executors.of(spark).size < 2) spark.range(0, 8, 1, 4).count()
        assert(!RowRoom.isFor(spark, data, Split.TRAIN))
        assert(bits(SparkEngine.of(spark, data, shards, 4)) == expected)
      }
    }

  test("rows with room stay in memory") {
    withSpark("local[2]")(spark => assert(RowRoom.isFor(spark, data, Split.TRAIN)))
  }
}
