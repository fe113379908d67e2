package treecast.cluster

import org.scalatest.concurrent.{Signaler, ThreadSignaler, TimeLimits}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}
import treecast.data.{Shard, Split}
import treecast.source.IdxFolder
import treecast.testing.DefaultStorage.storage
import treecast.testing.{SmallDigits, SparkContexts, Waiting}
import treecast.training.Engine

/** Jobs whose executors are gone for good, or have not come yet. */
class ExecutorWatchSpec extends AnyFunSuite with Waiting with TimeLimits {
  private implicit val signaler: Signaler = ThreadSignaler
  private val cluster = "local-cluster[1,1,512]"

  test("a job ends when its executors have been gone for too long, with the setting that says how long") {
    val folder = SmallDigits.folder(trainRows = 20, testRows = 10)
    val settings = Seq(ExecutorWatch.LIMIT -> "1s", "spark.executor.memory" -> "512m")
    try
      SparkContexts.withSpark(cluster, settings: _*) { spark =>
        val data = IdxFolder.of(storage, folder.toString, 10).examine()
        val engine = SparkEngine.of(spark, data, 2, 2)
        assert(engine.map(Split.TRAIN, CountedRows).size == 2)
        spark.requestTotalExecutors(0, 0, Map.empty)
        spark.killExecutors(Seq("0"))
        await("executors that end")(spark.statusTracker.getExecutorInfos.length == 1)
        val told = failAfter(Span(60, Seconds)) {
          intercept[IllegalStateException](engine.map(Split.TRAIN, CountedRows)).getMessage
        }
        val line = " has had no executor for 1 s (spark.treecast.executors.timeout): its workers or its master are gone"
        assert(told == cluster + line)
      }
    finally SmallDigits.delete(folder)
  }

  test("executors that have not come yet are waited for, as in a queue; a driver without a cluster has itself") {
    // An executor of more cores than a worker has.
    val never = Seq(ExecutorWatch.LIMIT -> "0s", "spark.executor.cores" -> "2", "spark.executor.memory" -> "512m")
    for (master <- Seq(cluster, "local[1]"))
      SparkContexts.withSpark(master, never: _*)(new ExecutorWatch(_).requireSome())
  }
}

/** Travels to executors, which know nothing of tests. */
private object CountedRows extends Engine.ShardFunction[Integer] {
  override def apply(shard: Shard): Integer = shard.rows
}
