package treecast.cluster

import org.scalatest.concurrent.{Signaler, ThreadSignaler, TimeLimits}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}
import treecast.data.{DataException, Shard, Split}
import treecast.training.{TrainingListener, TrialStatus}

import java.util.concurrent.ConcurrentLinkedQueue
import scala.jdk.CollectionConverters._

/** A job of the engine's: who hands on its results, and what is told of one that fails. */
class SparkJobSpec extends AnyFunSuite with SmallTrainings with TimeLimits {
  private implicit val signaler: Signaler = ThreadSignaler

  test("a stage that fails for good is told with its cause, on the thread that waits for it") {
    withSpark { spark =>
      val rows = ShardedData.read(spark, "broken", shards, 2, _ => throw new DataException("rows.csv: gone"))
      val engine = new SparkEngine(spark, rows, ShardedData.none(spark))
      val failure = failAfter(Span(60, Seconds)) {
        intercept[IllegalStateException](engine.map[Integer](Split.TRAIN, _.rows))
      }
      assert(
        Iterator.iterate[Throwable](failure)(_.getCause).takeWhile(_ != null).exists(_.isInstanceOf[DataException])
      )
      val outcome = trial(plan()).run(engine, TrainingListener.NONE)
      assert(outcome.status == TrialStatus.FAILED)
    }
  }

  test(
    "results are passed on by the thread that asks, not by Spark's scheduler, and its properties stay as they were"
  ) {
    withSpark { spark =>
      val rows = ShardedData.load(spark, data, Split.TRAIN, shards, 4)
      spark.setLocalProperty("callSite.short", "a place of mine")
      val threads = new ConcurrentLinkedQueue[Thread]
      SparkJob.run[Shard, Integer](
        rows.tasks.shards,
        rows.tasks.order,
        mine => mine.asScala.size,
        _ => threads.add(Thread.currentThread)
      )
      assert(threads.size == 4 && threads.asScala.forall(_ eq Thread.currentThread))
      assert(spark.getLocalProperty("callSite.short") == "a place of mine")
      assert(spark.getLocalProperty("callSite.long") == null)
    }
  }
}
