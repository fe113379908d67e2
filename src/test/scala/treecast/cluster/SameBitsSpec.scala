package treecast.cluster

import org.apache.spark.{SparkContext, TaskContext}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{DataSet, MinibatchSampling, Sha256, Shard, Split}
import treecast.extension.SettingValues
import treecast.source.IdxFolder
import treecast.nn.{Activation, Initializer, MultiLayerNet, MultiLayerNetExtend}
import treecast.optim._
import treecast.testing.DefaultStorage.storage
import treecast.testing.{Plans, Slow, SmallDigits, Waiting}
import treecast.testing.SparkContexts.withSpark
import treecast.training._

import scala.jdk.CollectionConverters._

/** The promise: the same plan gives the same bits, wherever and in whatever pieces it runs. */
class SameBitsSpec extends AnyFunSuite with BeforeAndAfterAll with Waiting {
  private val shards = 8
  private val optimizers: Seq[(String, Optimizer)] =
    for ((name, provider) <- Optimizers.registry.providers.asScala.toSeq)
      yield name -> provider.create(SettingValues.defaults(provider))
  private val partitionCounts = Seq(1, 2, 3, 4, 8)
  private val masters = Seq("local[1]", "local[2]", "local-cluster[2,1,1024]")

  private lazy val folder = SmallDigits.folder(trainRows = 1000, testRows = 200)
  private lazy val data: DataSet = IdxFolder.of(storage, folder.toString, 10).examine()

  override def afterAll(): Unit = SmallDigits.delete(folder)

  private case class Bits(weights: String, history: String)

  private val threeEpochs = 30

  private def chapters(optimizer: Optimizer): TrainingPlan =
    plan(optimizer, hidden = Seq(100, 100, 100, 100), steps = 100)

  private def plan(
      optimizer: Optimizer,
      sampling: MinibatchSampling = MinibatchSampling.SHUFFLED,
      hidden: Seq[Int] = Seq(24, 16),
      steps: Int = threeEpochs
  ): TrainingPlan = {
    val units = hidden.map(Integer.valueOf).asJava
    val base =
      new MultiLayerNet(data.features, units, data.classes, Activation.RELU, Initializer.of("he"), 1e-4)
    Plans.of(
      new MultiLayerNetExtend(base, true, 0.2).network(),
      rows = data.trainRows,
      batch = 100,
      steps = steps,
      shards = shards,
      initializer = base.initializer,
      optimizer = optimizer,
      rate = optimizer.defaultRate,
      weightDecay = base.weightDecay,
      sampling = sampling,
      seed = 7L
    )
  }

  private def bits(state: TrainingState, history: History): Bits =
    Bits(Sha256.ofWeights(state.weights, state.statistics), history.sha256)

  private def local(plan: TrainingPlan, threads: Int): Bits = {
    val state = TrainingState.initial(plan)
    val history = new History
    val engine = LocalEngine.of(data, shards, threads)
    new Trainer(plan, engine).run(state, history)
    engine.close()
    bits(state, history)
  }

  private lazy val references: Map[String, Bits] =
    optimizers.map { case (name, optimizer) => name -> local(plan(optimizer), 1) }.toMap

  private lazy val chaptersReferences: Map[String, Bits] =
    optimizers.map { case (name, optimizer) => name -> local(chapters(optimizer), 1) }.toMap

  private def onSpark(spark: SparkContext, plan: TrainingPlan, train: ShardedData, test: ShardedData): Bits = {
    val state = TrainingState.initial(plan)
    val history = new History
    new Trainer(plan, new SparkEngine(spark, train, test)).run(state, history)
    bits(state, history)
  }

  test("every optimizer gives another result, so equality below means something") {
    assert(optimizers.size >= 7 && references.values.map(_.weights).toSet.size == optimizers.size)
    assert(references.values.map(_.history).toSet.size == optimizers.size)
  }

  test("two threads give the bits of one, for every optimizer") {
    for ((name, optimizer) <- optimizers) assert(local(plan(optimizer), 2) == references(name), name)
  }

  for ((master, m) <- masters.zipWithIndex)
    test(s"$master gives the bits of the plain loop, for every optimizer and partition count") {
      withSpark(master) { spark =>
        for ((partitions, p) <- partitionCounts.zipWithIndex) {
          val train = ShardedData.load(spark, data, Split.TRAIN, shards, partitions)
          val test = ShardedData.load(spark, data, Split.TEST, shards, partitions)
          // Every pair of optimizer, partition count and master meets; the first partition count of a master meets all.
          for (((name, optimizer), o) <- optimizers.zipWithIndex if p == m || (o + p + m) % 3 == 0)
            assert(
              onSpark(spark, plan(optimizer), train, test) == references(name),
              s"$name, $partitions partitions on $master"
            )
          train.close()
          test.close()
        }
      }
    }

  test("slow: every optimizer on every partition count and master, on the chapter's network", Slow) {
    for (master <- masters) withSpark(master) { spark =>
      for (partitions <- partitionCounts) {
        val train = ShardedData.load(spark, data, Split.TRAIN, shards, partitions)
        val test = ShardedData.load(spark, data, Split.TEST, shards, partitions)
        for ((name, optimizer) <- optimizers)
          assert(
            onSpark(spark, chapters(optimizer), train, test) == chaptersReferences(name),
            s"$name, $partitions partitions on $master"
          )
        train.close()
        test.close()
      }
    }
  }

  test("with replacement: local[2] gives the bits of the plain loop, which are not those of shuffled epochs") {
    val drawn = plan(new Adam(0.9, 0.999), MinibatchSampling.WITH_REPLACEMENT)
    withSpark("local[2]") { spark =>
      val train = ShardedData.load(spark, data, Split.TRAIN, shards, 3)
      val test = ShardedData.load(spark, data, Split.TEST, shards, 3)
      assert(onSpark(spark, drawn, train, test) == local(drawn, 1))
      assert(local(drawn, 1) != references("adam"))
    }
  }

  test("tasks that fail once on purpose change no bit") {
    withSpark("local[2,4]") { spark =>
      val train = SameBitsSpec.failingOnce(spark, data.shards(Split.TRAIN, shards).asScala.toSeq, 4)
      val test = SameBitsSpec.failingOnce(spark, data.shards(Split.TEST, shards).asScala.toSeq, 4)
      val failures = SameBitsSpec.countFailures(spark)
      assert(onSpark(spark, plan(new Adam(0.9, 0.999)), train, test) == references("adam"))
      await("every step must have had a task that failed")(failures() >= threeEpochs)
    }
  }
}

object SameBitsSpec {

  /** Shards whose partition fails in the first attempt of every third partition. */
  def failingOnce(spark: SparkContext, shards: Seq[Shard], partitions: Int): ShardedData = {
    val dealt = (0 until partitions).map(p => shards.filter(_.index % partitions == p))
    val rdd = spark.parallelize(dealt, partitions).mapPartitionsWithIndex { (p, mine) =>
      if (p % 3 == 1 && TaskContext.get().attemptNumber() == 0) sys.error("failing on purpose")
      mine.flatten
    }
    new ShardedData(rdd, shards.size)
  }

  /** How many failed tasks of a context listeners have heard of so far: they lag behind the job. */
  def countFailures(spark: SparkContext): () => Int = {
    val failed = new java.util.concurrent.atomic.AtomicInteger
    spark.addSparkListener(new org.apache.spark.scheduler.SparkListener {
      override def onTaskEnd(end: org.apache.spark.scheduler.SparkListenerTaskEnd): Unit =
        if (!end.taskInfo.successful) failed.incrementAndGet()
    })
    () => failed.get
  }
}
