package treecast.cluster

import org.apache.spark.SparkContext
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{ByteRows, DataException, DataSet, Split}
import treecast.source.IdxFolder
import treecast.testing.DefaultStorage.storage
import treecast.testing.{SmallDigits, SparkContexts}
import treecast.training._

import java.nio.file.Files
import scala.jdk.CollectionConverters._

/** Rows that are read while Spark starts are those that a job would read, and are kept where it would keep them. */
class ReadAheadSpec extends AnyFunSuite with SmallTrainings with CountedJobs {
  private def memory(bytes: Int) = Seq(
    "spark.testing.memory" -> s"$bytes",
    "spark.testing.reservedMemory" -> "0",
    "spark.storage.unrollMemoryThreshold" -> "10000"
  )

  private def trained(engine: Engine, listener: TrainingListener = TrainingListener.NONE): (String, String) =
    try {
      val trained = new Trainer(plan(), engine).train(listener)
      (trained.weightsSha256, trained.history.sha256)
    } finally engine.close()

  private lazy val expected = trained(LocalEngine.of(data, shards, 1))

  private def engine(spark: SparkContext, partitions: Int): SparkEngine =
    SparkEngine.of(spark, data, ReadAhead.begin(data, shards), shards, partitions)

  test("no job reads or caches them, and the bits are those of the loop") {
    SparkContexts.withSpark("local[2]") { spark =>
      for (partitions <- 1 to shards) {
        val begun = jobs(spark)
        val ahead = engine(spark, partitions)
        assert(trained(ahead) == expected, s"$partitions partitions")
        assert(ahead.sumsComputedBy == "2 threads of this JVM")
        assert(begun() == 0)
      }
    }
  }

  test("they are released as rows that a job has cached") {
    SparkContexts.withSpark("local[2]") { spark =>
      val rows = ShardedData.load(spark, data, Split.TRAIN, ReadAhead.begin(data, shards), shards, 2)
      assert(rows.inThisJvm.get.asScala.map(_.size) == Seq(2, 2))
      rows.close()
      assert(rows.inThisJvm.isEmpty)
    }
  }

  test("rows that Spark drops from memory are read again by a job") {
    SparkContexts.withSpark("local[2]", memory(1000000): _*) { spark =>
      val other = spark.parallelize(0 until 100, 100).map(_ => new Array[Byte](10000)).persist()
      val crowding: TrainingListener = new TrainingListener {
        override def stepped(step: Int, rate: Double, loss: Double, times: StepTimes): Unit =
          if (step == 11) assert(other.count() == 100)
      }
      val ahead = engine(spark, 2)
      assert(trained(ahead, crowding) == expected)
      assert(ahead.sumsComputedBy.contains("by jobs of Spark"))
    }
  }

  test("rows for which Spark has no room are read from disk") {
    SparkContexts.withSpark("local[2]", memory(150000): _*) { spark =>
      assert(!RowRoom.isFor(spark, data, Split.TRAIN))
      val rows = ShardedData.load(spark, data, Split.TRAIN, ReadAhead.begin(data, shards), shards, 2)
      val kept = rows.inThisJvm.get.asScala.flatMap(_.asScala)
      assert(kept.size == shards && !kept.exists(_.inputs.isInstanceOf[ByteRows]))
      assert(trained(engine(spark, 2)) == expected)
    }
  }

  test("a partition keeps the shards that a task would read for it") {
    SparkContexts.withSpark("local[2]") { spark =>
      for (partitions <- 1 to shards) {
        val rows = new ShardRdd(spark, "rows", shards, partitions, _ => throw new IllegalStateException("read again"))
        rows.keep(data.shards(Split.TRAIN, shards))
        val kept = rows.mapPartitionsWithIndex((partition, all) => all.map(shard => (partition, shard.index)))
        assert(kept.collect().toSet == (0 until shards).map(shard => (shard % partitions, shard)).toSet)
      }
    }
  }

  test("large data are left to a job, and so is everything if nothing is to be read ahead") {
    val huge = new DataSet(data.source, Int.MaxValue, data.testRows, data.shape, data.labels)
    assert(ReadAhead.begin(huge, shards).take(Split.TRAIN).isEmpty)
    assert(ReadAhead.none.take(Split.TRAIN).isEmpty)
    val ahead = ReadAhead.begin(data, shards)
    assert(ahead.take(Split.TEST).get.size == shards && ahead.take(Split.TEST).isEmpty, "they are handed out once")
    ahead.close()
    assert(ahead.take(Split.TRAIN).isEmpty)
  }

  test("a file that is gone since it was examined is named") {
    val folder = SmallDigits.folder(trainRows = 20, testRows = 10)
    val gone = IdxFolder.of(storage, folder.toString, 10).examine()
    SmallDigits.delete(folder)
    assert(!Files.exists(folder))
    SparkContexts.withSpark("local[2]") { spark =>
      val failure = intercept[DataException](SparkEngine.of(spark, gone, ReadAhead.begin(gone, shards), shards, 2))
      assert(failure.getMessage.contains(folder.toString))
    }
  }
}
