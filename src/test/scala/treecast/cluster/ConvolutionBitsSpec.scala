package treecast.cluster

import org.apache.spark.SparkContext
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{DataSet, Sha256, Split}
import treecast.source.IdxFolder
import treecast.linalg.Window
import treecast.nn._
import treecast.optim.Adam
import treecast.testing.{Plans, SmallDigits}
import treecast.testing.DefaultStorage.storage
import treecast.testing.SparkContexts.withSpark
import treecast.training._

import java.util.{List => JavaList}

/** The promise of same bits, for a convolutional network. */
class ConvolutionBitsSpec extends AnyFunSuite with BeforeAndAfterAll {
  private val shards = 8
  private lazy val folder = SmallDigits.folder(trainRows = 400, testRows = 100)
  private lazy val data: DataSet = IdxFolder.of(storage, folder.toString, 10).examine()

  override def afterAll(): Unit = SmallDigits.delete(folder)

  private def plan(batchNorm: Boolean, gemm: String = "auto"): TrainingPlan = {
    val stage = new ConvolutionStage(data.shape, 6, Window.square(5, 1, 1), Window.square(2, 2, 0))
    val base =
      new MultiLayerNet(stage.output.size, JavaList.of(20), 10, Activation.RELU, Initializer.of("he"), 1e-4)
    val net = new ConvolutionalNet(stage, new MultiLayerNetExtend(base, batchNorm, 0.2))
    Plans.of(
      net.network.multipliedBy(gemm),
      rows = data.trainRows,
      batch = 44,
      steps = 40,
      shards = shards,
      initializer = net.initializer,
      optimizer = new Adam(0.9, 0.999),
      rate = 0.005,
      weightDecay = net.weightDecay,
      seed = 7L
    )
  }

  private case class Result(weights: String, history: String, accuracy: Double)

  private def result(state: TrainingState, history: History): Result =
    Result(Sha256.ofWeights(state.weights, state.statistics), history.sha256, history.last.train.accuracy)

  private def local(plan: TrainingPlan, threads: Int): Result = {
    val state = TrainingState.initial(plan)
    val history = new History
    new Trainer(plan, LocalEngine.of(data, shards, threads))
      .run(state, history)
    result(state, history)
  }

  private def onSpark(spark: SparkContext, plan: TrainingPlan, partitions: Int): Result = {
    val train = ShardedData.load(spark, data, Split.TRAIN, shards, partitions)
    val test = ShardedData.load(spark, data, Split.TEST, shards, partitions)
    val state = TrainingState.initial(plan)
    val history = new History
    new Trainer(plan, new SparkEngine(spark, train, test)).run(state, history)
    train.close()
    test.close()
    result(state, history)
  }

  test("local[2] gives the bits of the plain loop on 1, 2 and 8 partitions, with and without batch norm") {
    withSpark("local[2]") { spark =>
      for (batchNorm <- Seq(false, true)) {
        val reference = local(plan(batchNorm), 1)
        assert(reference.accuracy > 0.5, "it learns")
        for (partitions <- Seq(1, 2, 8))
          assert(onSpark(spark, plan(batchNorm), partitions) == reference, s"$partitions partitions")
      }
    }
  }

  test("two threads give the bits of one, and the plain product those of the vector product") {
    for (batchNorm <- Seq(false, true)) {
      val reference = local(plan(batchNorm), 1)
      assert(local(plan(batchNorm), 2) == reference)
      assert(local(plan(batchNorm, gemm = "plain"), 2) == reference)
    }
    assert(local(plan(batchNorm = true), 1).weights != local(plan(batchNorm = false), 1).weights)
  }
}
