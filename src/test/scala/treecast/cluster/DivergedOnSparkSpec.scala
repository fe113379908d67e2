package treecast.cluster

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{ShardAssignment, Sha256}
import treecast.testing.SparkContexts.withSpark
import treecast.training._

import scala.jdk.CollectionConverters._

/** What a diverging training says, and where it goes back to, is the same on Spark in any number of partitions. */
class DivergedOnSparkSpec extends AnyFunSuite {
  private val plan = Diverging.plan(new DivergencePolicy(5, 0.25, 3, 0), steps = 140)

  private def outcome(engine: Engine, plan: TrainingPlan): Seq[Any] = {
    val history = new History
    val state = TrainingState.initial(plan)
    try {
      val trained = new Trainer(plan, engine).train(state, history, TrainingListener.NONE)
      Seq(trained.weightsSha256, history.sha256, history.divergences)
    } catch {
      case e: Diverged => Seq(e.getMessage, Sha256.ofWeights(state.weights, state.statistics), history.divergences)
    }
  }

  test("the same message, the same steps back and the same bits for 1 and 3 partitions, and as in this process") {
    val stops = Seq(Diverging.plan(), plan)
    val rows = Seq(None, Some(17 -> Double.NaN))
    val local = for (wrong <- rows; plan <- stops) yield outcome(Diverging.engine(wrong = wrong), plan)
    assert(local(1)(2).asInstanceOf[java.util.List[Divergence]].size == 2)
    assert(local(2).head.toString.contains("the features, in 1 of 12 rows"))
    withSpark("local[2]") { spark =>
      for (partitions <- Seq(1, 3)) {
        val onSpark = for (wrong <- rows; plan <- stops) yield {
          val shards = Diverging.data(wrong).shards(new ShardAssignment(Diverging.rows, 4)).asScala.toSeq
          val dealt = (0 until partitions).map(p => shards.filter(_.index % partitions == p))
          def sharded = new ShardedData(spark.parallelize(dealt, partitions).flatMap(identity), 4)
          outcome(new SparkEngine(spark, sharded, sharded), plan)
        }
        assert(onSpark == local, s"$partitions partitions")
      }
    }
  }
}
