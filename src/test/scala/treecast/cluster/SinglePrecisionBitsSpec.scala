package treecast.cluster

import org.apache.spark.SparkContext
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.DataSet
import treecast.linalg.Precision
import treecast.nn._
import treecast.optim.Adam
import treecast.source.IdxFolder
import treecast.testing.DefaultStorage.storage
import treecast.testing.SparkContexts.withSpark
import treecast.testing.{Plans, Slow, SmallDigits}
import treecast.training._

import scala.jdk.CollectionConverters._

/** The promise in single precision: the same plan gives the same bits, wherever and in whatever pieces it runs. */
class SinglePrecisionBitsSpec extends AnyFunSuite with BeforeAndAfterAll {
  private val shards = 8
  private val masters = Seq("local[1]", "local[2]", "local-cluster[2,1,1024]")

  private lazy val folder = SmallDigits.folder(trainRows = 600, testRows = 100)
  private lazy val data: DataSet = IdxFolder.of(storage, folder.toString, 10).examine()

  override def afterAll(): Unit = SmallDigits.delete(folder)

  private def plan(hidden: Seq[Int], precision: Precision = Precision.SINGLE, gemm: String = "auto"): TrainingPlan = {
    val units = hidden.map(Integer.valueOf).asJava
    val base = new MultiLayerNet(data.features, units, data.classes, Activation.RELU, Initializer.of("he"), 1e-4)
    Plans.of(
      new MultiLayerNetExtend(base, true, 0.2).network().computedIn(precision).multipliedBy(gemm),
      rows = data.trainRows,
      batch = 100,
      steps = 30,
      shards = shards,
      optimizer = new Adam(0.9, 0.999),
      rate = 0.003,
      weightDecay = base.weightDecay,
      seed = 7L
    )
  }

  private def bits(plan: TrainingPlan, engine: Engine): (String, String) =
    try {
      val trained = new Trainer(plan, engine).train(TrainingListener.NONE)
      (trained.weightsSha256, trained.history.sha256)
    } finally engine.close()

  private def local(plan: TrainingPlan, threads: Int) = bits(plan, LocalEngine.of(data, shards, threads))

  private def onSpark(spark: SparkContext, plan: TrainingPlan, partitions: Int) =
    bits(plan, SparkEngine.of(spark, data, shards, partitions))

  private val small = Seq(24, 16)
  private lazy val reference = local(plan(small), 1)

  test("two threads and plain products give the bits of one thread; double precision gives others") {
    assert(local(plan(small), 2) == reference)
    assert(local(plan(small, gemm = "plain"), 1) == reference)
    assert(local(plan(small, Precision.DOUBLE), 1) != reference)
  }

  for ((master, partitions) <- masters.zip(Seq(Seq(1, 8), Seq(2, 3))))
    test(s"$master gives the bits of the plain loop in ${partitions.mkString(" and ")} partitions") {
      withSpark(master)(spark => for (p <- partitions) assert(onSpark(spark, plan(small), p) == reference, p))
    }

  // Sums in single precision that the driver joins cross the network in ClusterScriptSpec, and in the slow test.
  test("sums that executors join have them, too, and floats cross the network") {
    withSpark("local-cluster[2,1,1024]", JoiningPlace.SETTING -> "executors")(spark =>
      assert(onSpark(spark, plan(small), 4) == reference)
    )
  }

  test("slow: every master and partition count, on the chapter's network", Slow) {
    val chapters = plan(Seq(100, 100, 100, 100))
    val expected = local(chapters, 1)
    for (master <- masters)
      withSpark(master) { spark =>
        for (p <- Seq(1, 2, 3, 4, 8)) assert(onSpark(spark, chapters, p) == expected, s"$p partitions on $master")
      }
  }
}
