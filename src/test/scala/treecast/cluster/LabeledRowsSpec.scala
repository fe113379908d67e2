package treecast.cluster

import org.apache.spark.ml.linalg.Vectors
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{DataException, RealRows, Shard, ShardAssignment}
import treecast.linalg.Workspace
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.testing.SparkContexts
import treecast.training.{LocalEngine, Trainer, TrainingListener, TrainingPlan}

import scala.jdk.CollectionConverters._
import scala.util.{Random, Using}

/** Rows of an RDD that a program has: dealt like those of a file, however they are partitioned. */
class LabeledRowsSpec extends AnyFunSuite with BeforeAndAfterAll {
  private lazy val spark = SparkContexts.start("local[3]")
  private val random = new Random(6)
  private val rows =
    Seq.fill(203)(new LabeledVector(Vectors.dense(Array.fill(5)(random.nextGaussian())), random.nextInt(3)))

  override def afterAll(): Unit = spark.stop()

  private def rdd(rows: Seq[LabeledVector], partitions: Int) = spark.parallelize(rows, partitions).toJavaRDD()

  private def whole(rows: Seq[LabeledVector]): Shard =
    new Shard(0, new RealRows(5, rows.flatMap(_.features.toArray).toArray), rows.map(_.label.toByte).toArray)

  private def content(shard: Shard) = {
    val all = shard.rows(0, shard.rows, new Workspace)
    (shard.index, all.x.toArray.toSeq, shard.classes.toSeq)
  }

  test("shards are those of the same rows in a file, in any number of partitions before and afterwards") {
    for (shards <- Seq(1, 4, 7); before <- Seq(1, 3, 10); after <- Seq(1, 2, shards) if after <= shards) {
      val dealt = LabeledRows.of(rdd(rows, before)).sharded(shards, after)
      val expected = whole(rows).shards(new ShardAssignment(rows.size, shards)).asScala.map(content)
      val found = dealt.tasks.shards.mapPartitionsWithIndex((p, some) => some.map(shard => (p, shard))).collect().toSeq
      assert(found.map(_._2).sortBy(_.index).map(content) == expected)
      assert(found.forall { case (partition, shard) => shard.index % after == partition })
      assert(dealt.count == shards)
      dealt.close()
    }
  }

  test("trainings have the bits of the same rows in this JVM; sparse vectors are no others than dense ones") {
    val numbers = LabeledRows.of(rdd(rows, 4))
    assert((numbers.count, numbers.features, numbers.classes) == ((203, 5, 3)))
    val net = new MultiLayerNet(5, java.util.List.of(6), 3, Activation.TANH, Initializer.of("xavier"), 0)
    val plan = TrainingPlan.of(net, rows.size).withEpochs(2)
    val shards = plan.batches.shards
    val here = Using.resource(LocalEngine.over(whole(rows), rows.size, whole(rows.take(50)), shards))(
      new Trainer(plan, _).train(TrainingListener.NONE)
    )
    val sparse = rows.map(row => new LabeledVector(row.features.toSparse, row.label))
    for ((rows, before, after) <- Seq((rows, 4, 2), (sparse, 1, shards), (rows, 9, 1))) {
      val (train, test) = (LabeledRows.of(rdd(rows, before).coalesce(before)), LabeledRows.of(rdd(rows.take(50), 2)))
      val there = Using.resource(new SparkEngine(spark, train.sharded(shards, after), test.sharded(shards, after)))(
        new Trainer(plan, _).train(TrainingListener.NONE)
      )
      assert(there.weightsSha256 == here.weightsSha256 && there.history.sha256 == here.history.sha256)
      assert(there.evaluations.test.correct == here.evaluations.test.correct)
    }
  }

  private def refused(rows: Seq[LabeledVector], words: String*): Unit = {
    val message = intercept[DataException](LabeledRows.of(rdd(rows, 3))).getMessage
    assert(message.linesIterator.size == 1 && words.forall(message.contains), message)
  }

  private def row(label: Int, features: Double*): LabeledVector =
    new LabeledVector(Vectors.dense(features.toArray), label)

  test("rows that cannot be used are refused, the first of them by its number") {
    refused(Nil, "1 to 2147483647 rows", "found 0")
    val good = Seq.fill(10)(row(1, 2, 3))
    refused(good ++ Seq(row(0, 1), row(0)) ++ good, "row 10", "2 features", "found 1")
    refused(good ++ good ++ Seq(row(0, 1, Double.NaN)), "row 20", "NaN", "feature 2")
    refused(Seq(row(-1, 1, 2)) ++ good :+ row(70000, 1, 2), "row 0", "0 to 65534", "found -1")
    refused(good :+ row(65535, 1, 2), "row 10", "found 65535")
  }

  test("on executors of their own, rows have the same bits") {
    spark.stop()
    val net = new MultiLayerNet(5, java.util.List.of(6), 3, Activation.TANH, Initializer.of("xavier"), 0)
    val plan = TrainingPlan.of(net, rows.size)
    val here = Using.resource(LocalEngine.over(whole(rows), rows.size, whole(rows), plan.batches.shards))(
      new Trainer(plan, _).train(TrainingListener.NONE)
    )
    SparkContexts.withSpark("local-cluster[2,1,1024]") { cluster =>
      val dealt = LabeledRows.of(cluster.parallelize(rows, 3).toJavaRDD())
      val there = Using.resource(
        new SparkEngine(cluster, dealt.sharded(plan.batches.shards, 4), dealt.sharded(plan.batches.shards, 2))
      )(new Trainer(plan, _).train(TrainingListener.NONE))
      assert(there.weightsSha256 == here.weightsSha256)
    }
  }
}
