package treecast.cluster

import org.apache.spark.storage.StorageLevel
import org.scalatest.concurrent.{Signaler, ThreadSignaler, TimeLimits}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}
import treecast.data.Split
import treecast.testing.SparkContexts
import treecast.training._

import java.util.concurrent.{CountDownLatch, TimeUnit}
import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.duration.DurationInt
import scala.concurrent.{Await, Future}
import scala.jdk.CollectionConverters._

/** Where Spark runs in this JVM, threads compute what its memory holds, and jobs compute everything else. */
class StepsWithoutJobsSpec extends AnyFunSuite with SmallTrainings with CountedJobs with TimeLimits {
  private implicit val signaler: Signaler = ThreadSignaler

  private case class Bits(weights: String, history: String)

  private def trained(engine: Engine, steps: Int, listener: TrainingListener = TrainingListener.NONE): Bits = {
    val trained = new Trainer(plan(steps), engine).train(listener)
    Bits(trained.weightsSha256, trained.history.sha256)
  }

  private def alone(steps: Int): Bits = trained(LocalEngine.of(data, shards, 1), steps)

  for ((master, threads) <- Seq("local" -> "1 thread", "local[1]" -> "1 thread", "local[2]" -> "2 threads"))
    test(s"on $master neither a step nor an evaluation is a job, and the bits are those of the loop") {
      SparkContexts.withSpark(master) { spark =>
        for (partitions <- Seq(1, 2, 4)) {
          val engine = SparkEngine.of(spark, data, shards, partitions)
          val begun = jobs(spark)
          assert(trained(engine, 20) == alone(20), s"$partitions partitions")
          assert(engine.map[Integer](Split.TEST, _.index).asScala == (0 until shards))
          assert(begun() == 0)
          assert(engine.sumsComputedBy == s"$threads of this JVM")
          engine.close()
        }
      }
    }

  test("who wants failed tasks to be tried again gets tasks, and so does who caches rows as bytes or not at all") {
    SparkContexts.withSpark("local[2,2]") { spark =>
      val engine = SparkEngine.of(spark, data, shards, 2)
      assert(trained(engine, 20) == alone(20) && engine.sumsComputedBy == "jobs of Spark")
    }
    SparkContexts.withSpark("local[2]") { spark =>
      for (level <- Seq(StorageLevel.MEMORY_ONLY_SER, StorageLevel.DISK_ONLY, StorageLevel.NONE)) {
        val rows = new ShardedData(
          spark.parallelize(data.shards(Split.TRAIN, shards).asScala.toSeq, 2).persist(level),
          shards
        ).cached
        val engine = new SparkEngine(spark, rows, ShardedData.none(spark))
        assert(trained(engine, 3).weights == alone(3).weights && engine.sumsComputedBy == "jobs of Spark", level)
      }
    }
  }

  test("rows that Spark drops from memory while they train are computed by jobs, with the same bits") {
    val small = Seq(
      "spark.testing.memory" -> "1000000",
      "spark.testing.reservedMemory" -> "0",
      "spark.storage.unrollMemoryThreshold" -> "10000"
    )
    SparkContexts.withSpark("local[2]", small: _*) { spark =>
      val engine = SparkEngine.of(spark, data, shards, 2)
      val other = spark.parallelize(0 until 100, 100).map(_ => new Array[Byte](10000)).persist()
      val crowding: TrainingListener = new TrainingListener {
        override def stepped(step: Int, rate: Double, loss: Double, times: StepTimes): Unit =
          if (step == 11) assert(other.count() == 100)
      }
      assert(trained(engine, 20, crowding) == alone(20))
      assert(
        engine.sumsComputedBy.matches("2 threads of this JVM, but for [1-9]\\d* of 20, by jobs of Spark"),
        engine.sumsComputedBy
      )
    }
  }

  test("several threads train on one engine at once, each with its own bits") {
    withSpark { spark =>
      val engine = SparkEngine.of(spark, data, shards, 4)
      val expected = alone(50)
      val at = Seq.fill(4)(Future(Seq.fill(5)(trained(engine, 50))))
      assert(Await.result(Future.sequence(at), 60.seconds).flatten.forall(_ == expected))
      engine.close()
    }
  }

  test("what a shard throws ends the step, an error as a failure; an interruption ends it as well") {
    SparkContexts.withSpark("local[2]") { spark =>
      val engine = SparkEngine.of(spark, data, shards, 2)
      val failure = new IllegalArgumentException("gone")
      for (split <- Split.values) {
        assert(intercept[IllegalArgumentException](engine.map[Integer](split, _ => throw failure)) eq failure)
        val memory =
          intercept[IllegalStateException](engine.map[Integer](split, _ => throw new OutOfMemoryError("heap")))
        assert(memory.getMessage == "a shard failed: java.lang.OutOfMemoryError: heap")
      }
      val (begun, mayEnd) = (new CountDownLatch(1), new CountDownLatch(1))
      val training = new Thread(() =>
        trained(
          engine,
          1000000,
          new TrainingListener {
            override def stepped(step: Int, rate: Double, loss: Double, times: StepTimes): Unit = begun.countDown()
          }
        )
      )
      training.setUncaughtExceptionHandler((_, why) =>
        if (why.getMessage == "interrupted while training") mayEnd.countDown()
      )
      training.start()
      assert(begun.await(60, TimeUnit.SECONDS))
      training.interrupt()
      assert(mayEnd.await(60, TimeUnit.SECONDS))
      join(training)
    }
  }

  test("a training ends when its Spark context is stopped, as it does with jobs") {
    SparkContexts.withSpark("local[2]") { spark =>
      val engine = SparkEngine.of(spark, data, shards, 2)
      val stopping: TrainingListener = new TrainingListener {
        override def stepped(step: Int, rate: Double, loss: Double, times: StepTimes): Unit =
          if (step == 3) spark.stop()
      }
      val stopped = failAfter(Span(60, Seconds))(intercept[IllegalStateException](trained(engine, 1000000, stopping)))
      assert(stopped.getMessage.contains("Cannot call methods on a stopped SparkContext"), "which exit codes know")
    }
  }
}
