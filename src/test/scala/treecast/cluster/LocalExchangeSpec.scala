package treecast.cluster

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFolder
import treecast.data.{ShardAssignment, Split}
import treecast.linalg.{ArrayPool, DoubleArray, FlatArray}
import treecast.nn.GradientSum
import treecast.testing.DefaultStorage.storage
import treecast.testing.{SmallDigits, SparkContexts}
import treecast.training.{TimedGradientSum, GradientTimes}

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.util.concurrent.ConcurrentLinkedQueue
import scala.jdk.CollectionConverters._

/** Weights reach tasks, and sums the driver, as they are where they share a JVM, and in bytes anywhere else. */
class LocalExchangeSpec extends AnyFunSuite {
  private def sum(value: Double) =
    TimedGradientSum.of(GradientSum.of(0, 1, new DoubleArray(Array(value))), GradientTimes.NONE, new ArrayPool)

  private def copied[T](original: T): T = {
    val bytes = new ByteArrayOutputStream
    val out = new ObjectOutputStream(bytes)
    out.writeObject(original)
    out.close()
    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject().asInstanceOf[T]
  }

  test("in the driver's JVM the result holds a number, and the very sum is received, once") {
    val exchange = new LocalExchange
    val (job, other) = (exchange.beginJob(), exchange.beginJob())
    val (first, second) = (sum(1), sum(2))
    val results = Seq(exchange.send(job, 7, first), exchange.send(job, 8, second), exchange.send(other, 7, sum(3)))
    assert(results.map(_.sum) == Seq(null, null, null))
    val travelled = results.map(copied)
    assert(exchange.receive(job, travelled(1)) eq second)
    assert(exchange.receive(job, travelled.head) eq first)
    assert(exchange.receive(job, travelled.head) == null)
    assert(exchange.receive(other, travelled(2)).sum.total.doubles.toSeq == Seq(3.0))
  }

  test("anywhere else the result holds the sum") {
    val exchange = new LocalExchange
    val job = exchange.beginJob()
    val result = copied(copied(exchange).send(job, 7, sum(5)))
    assert(exchange.receive(job, result).sum.total.doubles.toSeq == Seq(5.0))
  }

  test("a job that has ended keeps nothing: a late attempt's sum is its own result") {
    val exchange = new LocalExchange
    val job = exchange.beginJob()
    exchange.send(job, 7, sum(1))
    exchange.endJob(job)
    val late = sum(2)
    assert(exchange.send(job, 8, late).sum eq late)
  }

  test("weights lie under their step's number until it is over") {
    val exchange = new LocalExchange
    val (first, second) = (Array(1.0), Array(2.0))
    val (one, other) = (exchange.publish(first), exchange.publish(second))
    assert(exchange.value(one) eq first)
    assert(exchange.value(other) eq second)
    exchange.withdraw(one)
    val late = intercept[IllegalStateException](exchange.value(one))
    assert(late.getMessage == "the shared value of this task was released: its step has ended")
    assert(exchange.value(other) eq second)
  }

  test(
    "where a job computes a step under local[2], tasks read the driver's weights and a sum is an array that a task has filled, neither is a copy"
  ) {
    val folder = SmallDigits.folder(trainRows = 8, testRows = 8)
    val spark = SparkContexts.start("local[2]")
    try {
      val digits = IdxFolder.of(storage, folder.toString, 10).examine()
      // Rows that no job has cached yet.
      val reader = ShardReader.of(
        ExecutorSource.of(spark, digits.source, Split.TRAIN),
        Split.TRAIN,
        new ShardAssignment(digits.trainRows, 4)
      )
      val data = ShardedData.read(spark, "rows", 4, 2, reader)
      val engine = new SparkEngine(spark, data, ShardedData.none(spark))
      val weights = new DoubleArray(Array(7.0))
      val shared = engine.share(weights)
      val total = engine
        .sum { (shard, _) =>
          LocalExchangeSpec.read.add(shared.value)
          val array = new DoubleArray(Array(1.0 + shard.index))
          LocalExchangeSpec.filled.add(array)
          GradientSum.of(shard.index, 4, array)
        }
        .sum
        .total
      assert(total.doubles.toSeq == Seq(10.0))
      assert(LocalExchangeSpec.filled.asScala.exists(_ eq total))
      shared.close()
      assert(LocalExchangeSpec.read.size == 4 && LocalExchangeSpec.read.asScala.forall(_ eq weights))
      intercept[IllegalStateException](shared.value)
      engine.close()
    } finally {
      spark.stop()
      SmallDigits.delete(folder)
    }
  }
}

object LocalExchangeSpec {

  /** What tasks of this JVM have filled. */
  val filled = new ConcurrentLinkedQueue[FlatArray]

  /** The weights that tasks of this JVM have been given. */
  val read = new ConcurrentLinkedQueue[FlatArray]
}
