package treecast.cluster

import org.apache.spark.{SparkContext, SparkEnv}
import org.apache.spark.storage.RDDBlockId
import org.apache.spark.scheduler.{SparkListener, SparkListenerStageCompleted}
import org.scalatest.funsuite.AnyFunSuite
import treecast.cluster.Executors.Executor
import treecast.data.{ShardAssignment, Split}
import treecast.linalg.{ArrayPool, Precision, RandomStream}
import treecast.nn.GradientSum
import treecast.testing.{SparkContexts, Waiting}
import treecast.training._

import java.util.concurrent.ConcurrentLinkedQueue
import scala.jdk.CollectionConverters._

/** Gradient sums on a cluster: one task on each executor, and the arrays joined by the driver or by executors. */
class JoinedSumsSpec extends AnyFunSuite with SmallTrainings with Waiting {
  override protected val shards = 13

  private def executors(cores: Int*) = cores.zipWithIndex.map { case (c, i) => new Executor(s"$i", "host", c) }.asJava

  private case class Bits(weights: String, history: String)

  private def trained(engine: Engine): Bits =
    try {
      val trained = new Trainer(plan(12), engine).train(TrainingListener.NONE)
      Bits(trained.weightsSha256, trained.history.sha256)
    } finally engine.close()

  private lazy val expected = trained(LocalEngine.of(data, shards, 1))

  for (
    (master, place, counts) <- Seq(
      ("local-cluster[2,2,1024]", "executors", Seq(1, 2, 3, 4, 8, 13)),
      ("local-cluster[3,1,1024]", "executors", Seq(3, 13)),
      ("local-cluster[2,2,1024]", "driver", Seq(3, 13))
    )
  )
    test(s"joined by the $place of $master, sums have the bits of one thread, and one task runs on each executor") {
      SparkContexts.withSpark(master, JoiningPlace.SETTING -> place) { spark =>
        val executors = master.charAt(14).asDigit
        for (partitions <- counts) {
          val engine = SparkEngine.of(spark, data, shards, partitions)
          val stages = JoinedSumsSpec.sums(spark)
          assert(trained(engine) == expected, s"$partitions partitions")
          assert(engine.sumsJoinedBy == place)
          await("a stage of sums for each step, and of evaluations")(stages.size >= 12)
          assert(stages.asScala.forall(_ == math.min(executors, partitions)), s"$partitions partitions: $stages")
        }
      }
    }

  test("partitions lie on executors by their cores, and those of an executor are a subtree where numbers allow it") {
    def placed(partitions: Int, cores: Int*) =
      Placement.of(executors(cores: _*), partitions).asScala.toSeq.map(_.stripPrefix("executor_host_").toInt)
    val four = placed(16, 1, 1, 1, 1)
    for (executor <- 0 to 3) {
      val own = (0 to 15).filter(four(_) == executor)
      assert(own.size == 4 && own.map(_ % 4).distinct.size == 1, own)
    }
    assert(placed(8, 3, 1).count(_ == 0) == 6)
    assert(placed(3, 1, 1, 1, 1).distinct.size == 3 && placed(1, 2, 2).size == 1)
    assert(placed(7, 2, 1, 3).sorted.distinct == Seq(0, 1, 2))
    assert(placed(4) == Nil)
  }

  test("shards that an executor takes over are in its cache from then on") {
    SparkContexts.withSpark("local-cluster[2,1,1024]") { spark =>
      val source = ExecutorSource.of(spark, data.source, Split.TRAIN)
      val reader = ShardReader.of(source, Split.TRAIN, new ShardAssignment(data.trainRows, shards))
      val rows = new ShardRdd(spark, "rows", shards, 2, reader)
      def holders =
        (0 to 1).map(p => SparkEnv.get.blockManager.master.getLocations(new RDDBlockId(rows.id, p)).map(_.executorId))
      val Seq(one, other) = Executors.of(spark).asScala.toSeq
      for (executor <- Seq(one, other)) {
        val group = new ExecutorGroup(executor.location, 1, java.util.List.of(0, 1))
        assert(new ExecutorShards(rows, java.util.List.of(group)).count() == shards)
        if (executor == one) assert(holders.forall(_ == Seq(one.id)), holders)
      }
      assert(holders.forall(_.toSet == Set(one.id, other.id)), holders)
    }
  }

  test("what an executor lost goes to the one that has least, and who came later takes its share") {
    def groups(holders: Seq[Seq[Int]], cores: Int*) =
      CachedPartitions
        .groups(executors(cores: _*), holders.map(_.map(_.toString).asJava).asJava)
        .asScala
        .map(group => group.location.stripPrefix("executor_host_") -> group.parents.asScala.map(_.toInt).toSeq)
        .toMap
    assert(groups(Seq(Seq(0), Seq(1), Seq(0), Seq(1)), 1, 1) == Map("0" -> Seq(0, 2), "1" -> Seq(1, 3)))
    assert(groups(Seq(Seq(0), Seq(7), Seq(0), Seq(1)), 1, 1) == Map("0" -> Seq(0, 2), "1" -> Seq(1, 3)))
    // Executor 1 is new: it takes over what follows in the order of the tree, and 0 keeps a subtree.
    assert(groups(Seq.fill(4)(Seq(0)), 1, 1) == Map("0" -> Seq(0, 2), "1" -> Seq(1, 3)))
    assert(groups(Seq.fill(4)(Seq(0, 1)), 1, 1).values.map(_.size).toSeq == Seq(2, 2))
    // What nobody caches yet goes to executors as subtrees, whose sums join to one array.
    assert(groups(Seq.fill(4)(Nil), 1, 1) == Map("0" -> Seq(0, 2), "1" -> Seq(1, 3)))
    assert(groups(Seq.fill(8)(Nil), 1, 3) == Map("0" -> Seq(0, 4), "1" -> Seq(1, 2, 3, 5, 6, 7)))
    assert(groups(Seq.fill(8)(Seq(0)), 1, 3).map { case (executor, held) =>
      executor -> held.size
    } == Map("0" -> 2, "1" -> 6))
    assert(groups(Seq(Seq(0), Seq())).map { case (executor, held) => executor -> held.size } == Map("" -> 1))
  }

  test("executors that come one after the other end with a subtree each, and then move nothing more") {
    for (first <- 1 to 8; partitions <- Seq(8, 16, 32)) {
      def located(groups: java.util.List[ExecutorGroup]) = groups.asScala.map(g => g.location -> g.parents).toMap
      val early = Placement.runs(executors(Seq.fill(first)(1): _*), Seq.fill(partitions)(List[String]().asJava).asJava)
      assert(early.asScala.flatMap(_.parents.asScala).sorted.map(_.toInt) == (0 until partitions))
      def holding(groups: java.util.List[ExecutorGroup]) =
        (0 until partitions).map(p => groups.asScala.filter(_.parents.contains(p)).map(_.location.split('_').last))
      val late = executors(Seq.fill(8)(1): _*)
      val groups = CachedPartitions.groups(late, holding(early).map(_.asJava).asJava)
      assert(Placement.sums(groups, partitions) == 8, s"$first of 8, $partitions partitions: $groups")
      assert(groups.asScala.flatMap(_.parents.asScala).sorted.map(_.toInt) == (0 until partitions))
      val stay = CachedPartitions.groups(late, holding(groups).map(_.asJava).asJava)
      assert(located(stay) == located(groups))
      if (first == 8) assert(located(groups) == located(early), "nobody came later")
    }
  }

  test("sums of an executor join where its partitions are whole subtrees") {
    def sums(partitions: Int, held: Seq[Int]*) =
      Placement.sums(held.map(h => new ExecutorGroup("", 1, h.map(Int.box).asJava)).asJava, partitions)
    assert(sums(4, Seq(0, 2), Seq(1, 3)) == 2 && sums(4, Seq(0, 1), Seq(2, 3)) == 4)
    assert(sums(4, Seq(0, 1, 2, 3)) == 1 && sums(4, Seq(0, 1, 2), Seq(3)) == 3)
    // Of three partitions 0 and 2 join first.
    assert(sums(3, Seq(0, 2), Seq(1)) == 2 && sums(3, Seq(0, 1), Seq(2)) == 3 && sums(1, Seq(0)) == 1)
  }

  test("slices of sums, joined each by itself in any order, are the slices of the sum") {
    val length = 11
    def values(shard: Int) = Array.tabulate(length)(i => RandomStream.of(shard, i.toLong).uniform(0) * 1e3 - 500)
    for (precision <- Precision.values) {
      def of(shard: Int) = GradientSum.of(shard, 5, precision.of(values(shard)))
      val whole = (0 to 4).map(of).reduce(_ plus _).total.widened.toSeq
      for (count <- Seq(1, 2, 3, 11, 20); order <- (0 to 4).permutations.take(7)) {
        val sliced = order.map(of(_).slices(count, new ArrayPool).asScala)
        val joined = GradientSum.ofSlices((0 until count).map(i => sliced.map(_(i)).reduce(_ plus _)).asJava).total
        assert(joined.precision == precision && joined.widened.toSeq == whole, s"$count slices, $order")
      }
      intercept[IllegalStateException](GradientSum.ofSlices(of(0).slices(2, new ArrayPool)))
    }
  }

  test("the place follows from the sizes, unless it is named; another name is refused") {
    def place(value: Option[String], executors: Int, bytes: Long) = {
      val conf = new org.apache.spark.SparkConf(false)
      value.foreach(conf.set(JoiningPlace.SETTING, _))
      JoiningPlace.of(conf, executors, bytes).key
    }
    assert(place(None, 4, 10 << 20) == "executors" && place(None, 4, 1 << 20) == "driver")
    assert(place(None, 1, 1L << 40) == "driver" && place(None, 65, 1 << 20) == "executors")
    assert(place(Some("driver"), 4, 1L << 40) == "driver" && place(Some("Executors"), 2, 1) == "executors")
    val refused = intercept[IllegalArgumentException](place(Some("reducer"), 2, 1))
    assert(refused.getMessage == "spark.treecast.sums: expected auto, driver or executors, found reducer")
  }
}

object JoinedSumsSpec {

  /** Numbers of tasks of the stages that compute sums from now on: those over shards by executor. */
  def sums(spark: SparkContext): ConcurrentLinkedQueue[Int] = {
    val tasks = new ConcurrentLinkedQueue[Int]
    spark.addSparkListener(new SparkListener {
      override def onStageCompleted(stage: SparkListenerStageCompleted): Unit =
        if (stage.stageInfo.rddInfos.size > 1) {
          tasks.add(stage.stageInfo.numTasks)
          ()
        }
    })
    tasks
  }
}
